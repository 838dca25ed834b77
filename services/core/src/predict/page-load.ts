// Predicts the first page load: requests during the log-in must not log the browser out.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { canMiss, explainPrediction } from './prediction.js';

/** Four standard deviations: a random result lies outside once in 16,000 times. */
const deviations = 4;

/** Of the fresh browsers, those whose request after the first page load is refused. */
export function predictLoggedOutByPageLoad(mode: Axes, instances: number, pageLoads: number): Expectation {
  const reason = explainPrediction(mode);
  if (!canMiss(mode) || instances === 1)
    return exactly(
      0,
      `${reason} Only the answer to the log-in sets cookies, in whatever order answers come.`,
    );
  const share = (instances - 1) / instances;
  const margin = deviations * Math.sqrt(pageLoads * share * (1 - share));
  const [low, high] = [pageLoads * share - margin, pageLoads * share + margin];
  return between(Math.max(0, Math.ceil(low)), Math.min(pageLoads, Math.floor(high)), reason);
}
