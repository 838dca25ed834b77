// The current or last run, or a chosen earlier one, with its report; and the list of earlier runs.
import { signal, useSignal, useSignalEffect } from '@preact/signals';
import type { RunView } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { run } from '../../state/lab-state.js';
import { view } from '../../state/view.js';
import { attempt, attemptInBackground } from '../../ui/notice.js';
import { ReportTables, RunRows } from './report-tables.js';
import { experimentsTexts } from './texts.js';

export function CurrentRun() {
  const t = experimentsTexts().run;
  const shown = reviewedRun.value ?? run.value;
  if (!shown) return null;
  const isRunning = shown.status === 'running';
  const title = reviewedRun.value ? t.earlier : isRunning ? t.current : t.last;
  return (
    <section class="experiments-run stack loose" aria-label={title}>
      <h2>{title}</h2>
      {reviewedRun.value && (
        <button
          type="button"
          onClick={() => {
            reviewedRun.value = null;
          }}
        >
          {t.backToLast}
        </button>
      )}
      <p role="status">
        <b>{statusOf(shown)}</b>
      </p>
      <p class="hint">{shown.experiments.join(', ')}</p>
      {isRunning && <Going key={shown.id} going={shown} />}
      <RunResult over={shown} />
      <RunRows rows={shown.rows} />
    </section>
  );
}

function Going({ going }: { going: RunView }) {
  const t = experimentsTexts().run;
  const isCancelling = useSignal(false);
  const { done, total, progress } = going;
  const trials = t.trials(done, total);
  const cancel = async () => {
    isCancelling.value = true;
    if (!(await attempt(() => lab.cancel(going.id)))) isCancelling.value = false;
  };
  return (
    <>
      <div class="row">
        {total === null ? (
          <progress aria-label={trials} />
        ) : (
          <progress aria-label={trials} value={done} max={total} />
        )}
        <span>{trials}</span>
        <button type="button" disabled={isCancelling.value} onClick={() => void cancel()}>
          {isCancelling.value ? t.cancelling : t.cancel}
        </button>
      </div>
      <p class="two-lines" lang="en">
        {progress}
      </p>
      <p class="hint">{t.stays}</p>
    </>
  );
}

const formats = { json: 'JSON', md: 'Markdown', html: 'HTML' } as const;

function RunResult({ over: { id, report } }: { over: RunView }) {
  const t = experimentsTexts().result;
  if (!report) return null;
  const { verdict, tables } = view.value.language === 'ko' ? report.korean : report;
  return (
    <>
      <div class="stack">
        {verdict.map((sentence) => (
          <p key={sentence} class={/[≠✗]/.test(sentence) ? 'bad' : undefined}>
            {sentence}
          </p>
        ))}
      </div>
      <p class="row">
        <a href={`${lab.reportUrl(id, 'html')}?open=true`} target="_blank" rel="noreferrer">
          {t.open}
        </a>
        {Object.entries(formats).map(([format, name]) => (
          <a key={format} href={lab.reportUrl(id, format as keyof typeof formats)} download>
            {t.download(name)}
          </a>
        ))}
      </p>
      <h3>{t.report}</h3>
      <ReportTables tables={tables} />
    </>
  );
}

/** The earlier run that is shown; null for the current or last one. */
export const reviewedRun = signal<RunView | null>(null);
const runs = signal<readonly RunView[]>([]);

export function EarlierRuns() {
  const t = experimentsTexts().earlier;
  useSignalEffect(() => {
    // A run that has ended joins the earlier runs.
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
  const answer = await attemptInBackground(lab.runs);
  if (answer) runs.value = answer.runs;
}

/** By the exit code that the command line would have. */
const outcomes: Readonly<Record<number, 'agreed' | 'disagreed'>> = { 0: 'agreed', 99: 'disagreed' };

function statusOf({ status, exitCode, failure }: RunView): string {
  const t = experimentsTexts().status;
  if (status === 'failed') return t.failed(failure ?? '');
  if (status !== 'finished') return t[status];
  return t[outcomes[exitCode ?? 0] ?? 'unmeasured'];
}
