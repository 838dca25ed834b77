// The runs that the control room remembers, to be looked at again.
import { signal, useSignalEffect } from '@preact/signals';
import type { RunView } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { run } from '../../state/lab-state.js';
import { view } from '../../state/view.js';
import { attempt } from '../../ui/notice.js';
import { experimentsTexts } from './texts.js';

/** The earlier run that is shown; null for the current or last one. */
export const reviewedRun = signal<RunView | null>(null);
const runs = signal<readonly RunView[]>([]);

export function EarlierRuns() {
  const t = experimentsTexts().earlier;
  useSignalEffect(() => {
    // When a run is over there is one more to look at again.
    if (run.value?.status !== 'running') void loadRuns();
  });
  const earlier = runs.value.filter(({ id, status }) => id !== run.value?.id && status !== 'running');
  if (earlier.length === 0) return null;
  const format = new Intl.DateTimeFormat(view.value.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <details class="experiments-earlier">
      <summary>
        {t.title} ({earlier.length})
      </summary>
      <ul class="experiments-list stack">
        {earlier.map((each) => (
          <li key={each.id} class="stack">
            <button
              type="button"
              aria-pressed={reviewedRun.value?.id === each.id}
              onClick={() => {
                reviewedRun.value = each;
              }}
            >
              {format.format(new Date(each.startedAt))}
            </button>
            <span>
              {each.experiments.join(', ')}: {statusOf(each)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

async function loadRuns(): Promise<void> {
  const answer = await attempt(lab.runs);
  if (answer) runs.value = answer.runs;
}

/** By the exit code that the command line would have. */
const outcomes: Readonly<Record<number, 'agreed' | 'disagreed'>> = { 0: 'agreed', 99: 'disagreed' };

export function statusOf({ status, exitCode, failure }: RunView): string {
  const t = experimentsTexts().status;
  if (status === 'failed') return t.failed(failure ?? '');
  if (status !== 'finished') return t[status];
  return t[outcomes[exitCode ?? 0] ?? 'unmeasured'];
}
