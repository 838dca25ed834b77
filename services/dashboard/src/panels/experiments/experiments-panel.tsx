// The same experiments as on the command line: choose, start, watch, and take the report home.
import { useSignalEffect } from '@preact/signals';
import { connection } from '../../state/lab-state.js';
import { Chooser } from './chooser.js';
import { CurrentRun } from './current-run.js';
import { EarlierRuns } from './earlier-runs.js';
import { loadExperiments } from './known-experiments.js';

export function ExperimentsPanel() {
  useSignalEffect(() => {
    if (connection.value === 'open') void loadExperiments();
  });
  return (
    <>
      <Chooser />
      <CurrentRun />
      <EarlierRuns />
    </>
  );
}
