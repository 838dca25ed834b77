// The strip chart of a fault: a row a mode, with the outage, the lost requests and the users who are still logged in.

import type { Timeline, Trial } from '@scale-out-lab/core/wire';
import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { experiments } from '../../experiments/index.js';
import { findOutages } from '../outages.js';
import { renderFigure } from '../report-table.js';
import type { ReportTexts } from '../texts/index.js';

const height = 24;

type Shown = Trial & { readonly timeline: Timeline };

export function Strips({ trials, texts }: { trials: readonly Trial[]; texts: ReportTexts }) {
  const shown = trials.filter((trial): trial is Shown => trial.timeline !== undefined);
  const [first] = shown;
  if (!first) return null;
  const { events } = first.timeline;
  return (
    <figure>
      <figcaption lang="en">
        {events.map(({ atSeconds, what }) => `${atSeconds.toFixed(1)} s ${what}`).join(' · ')}
      </figcaption>
      {shown.map((trial) => (
        <div class="row strip">
          <span>{trial.mode}</span>
          <Strip trial={trial} />
          <span>{describe(trial, texts)}</span>
        </div>
      ))}
    </figure>
  );
}

function Strip({ trial: { mode, timeline } }: { trial: Shown }) {
  const { seconds, survival, events } = timeline;
  const length = Math.max(seconds.length, survival.length, 1);
  const at = scaleLinear([0, length], [0, 100]);
  const up = scaleLinear([0, 1], [height, 0]);
  const lost = area<readonly [number, number]>(
    ([second]) => at(second),
    height,
    ([, share]) => up(share),
  );
  const alive = line<readonly [number, number]>(
    ([second]) => at(second),
    ([, share]) => up(share),
  );
  const lostShares = seconds.map(({ second, sent, outcomes }) => {
    return [second, sent === 0 ? 0 : 1 - outcomes.ok / sent] as const;
  });
  const users = survival[0] ? survival[0].ok + survival[0].loggedOut : 0;
  const aliveShares = survival.map(({ second, ok }) => [second, users === 0 ? 0 : ok / users] as const);
  return (
    <svg
      height={height}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={mode}
    >
      {findOutages(events).map(({ from, to }) => (
        <rect class="outage" x={at(from)} width={at(to ?? length) - at(from)} y={0} height={height} />
      ))}
      <path class="lost" d={lost.curve(curveStepAfter)(extend(lostShares, length)) ?? ''} />
      <path class="alive" d={alive.curve(curveStepAfter)(extend(aliveShares, length)) ?? ''} />
      <rect class="frame" width={100} height={height} />
    </svg>
  );
}

/** The last value lasts until the end. */
function extend(
  points: readonly (readonly [number, number])[],
  end: number,
): Iterable<readonly [number, number]> {
  const last = points.at(-1);
  return last ? [...points, [end, last[1]]] : [];
}

/** The figures of the fault in one line: users logged out, requests lost, and the time until nothing more was lost. */
function describe({ experiment, figures }: Trial, { page }: ReportTexts): string {
  const names = experiments[experiment].columns[0]?.figures ?? [];
  const labels = [page.loggedOut, page.lostRequests];
  const counted = names.flatMap((name, index) => {
    const figure = figures.find((each) => each.name === name);
    return figure ? [`${labels[index]} ${renderFigure(figure)}`] : [];
  });
  const recovery = figures.find(({ name }) => name.startsWith('seconds until clean'));
  return [...counted, ...(recovery ? [`${page.clean} ${renderFigure(recovery)} s`] : [])].join(' · ');
}
