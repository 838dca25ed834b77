// The panel "Probe": an application on this machine is probed as npm run probe does, with its verdict, diagnoses and remedies.
import { useEffect } from 'preact/hooks';
import { labState } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { useInterval } from '../../ui/use-interval.js';
import { cancel, type Fields, follow, isBusy, latest, probeTexts, start, suggest, typed } from './probe.js';
import { ReportView } from './report-view.js';

const pollMs = 500;

export function ProbePanel() {
  const isRunning = latest.value?.status === 'running';
  useEffect(() => void follow(), []);
  useInterval(() => void follow(), isRunning ? pollMs : null);
  return (
    <>
      <Form isRunning={isRunning} />
      <Result />
    </>
  );
}

const names = ['url', 'login', 'password', 'check', 'expect', 'tokenPath', 'logOut', 'rate'] as const;
type Kind =
  | { readonly type: 'number'; readonly min: number; readonly max: number }
  | { readonly type: 'password'; readonly maxLength: number };
/** The limits are those of the control room. */
const kinds: Readonly<Partial<Record<keyof Fields, Kind>>> = {
  password: { type: 'password', maxLength: 200 },
  rate: { type: 'number', min: 1, max: 2000 },
};
const required: readonly (keyof Fields)[] = ['url', 'check', 'rate'];

function Form({ isRunning }: { readonly isRunning: boolean }) {
  const t = probeTexts().form;
  const [mode] = lanes.value;
  if (!mode) return null;
  const fields: Fields = { ...suggest(mode, new URL(location.href)), ...typed.value };
  const isElsewhere = !isRunning && labState.value?.busy != null;
  return (
    <form
      class="stack loose"
      aria-label={t.title}
      onSubmit={(event) => {
        event.preventDefault();
        void start(fields);
      }}
    >
      <h2>{t.title}</h2>
      <p class="hint">{t.intro}</p>
      <div class="probe-fields">
        {names.map((name) => (
          <label key={name} class="choice">
            <span>{t[name]}</span>
            <input
              name={name}
              {...(kinds[name] ?? { type: 'text', maxLength: 2000 })}
              required={required.includes(name)}
              autoComplete="off"
              spellcheck={false}
              value={fields[name]}
              onInput={({ currentTarget: { value, valueAsNumber } }) => {
                typed.value = { ...typed.value, [name]: name === 'rate' ? valueAsNumber : value };
              }}
            />
          </label>
        ))}
      </div>
      <div class="row">
        <button
          type="submit"
          class="main"
          data-control="probe"
          disabled={isRunning || isElsewhere || isBusy.value}
          aria-describedby="probe-reason"
        >
          {t.start}
        </button>
        <span id="probe-reason" class="hint">
          {isElsewhere && t.busy}
        </span>
      </div>
    </form>
  );
}

function Result() {
  const t = probeTexts();
  const shown = latest.value;
  if (!shown) return null;
  const { status, url, progress, failure, report } = shown;
  return (
    <section class="part stack" aria-label={t.run.title}>
      <h2>{t.run.title}</h2>
      <div role="status" class="stack">
        {status === 'running' && <p>{t.run.running(url)}</p>}
        {status === 'cancelled' && <p>{t.run.cancelled}</p>}
        {failure !== null && (
          <>
            <p class="bad">{t.run.failed}</p>
            <p lang="en">{failure}</p>
          </>
        )}
        {report && (
          <b class={report.verdict === 'broken' ? 'bad' : undefined}>{t.verdicts[report.verdict]}</b>
        )}
      </div>
      {status === 'running' && (
        <div class="row">
          <progress aria-label={t.run.running(url)} />
          <span>{t.run.progress(progress)}</span>
          <button type="button" disabled={isBusy.value} onClick={() => void cancel()}>
            {t.run.cancel}
          </button>
        </div>
      )}
      {report && <ReportView url={url} report={report} />}
    </section>
  );
}
