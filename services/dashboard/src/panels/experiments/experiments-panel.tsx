// The same experiments as on the command line: choose, start, watch, and take the report home.
import { signal, useSignal, useSignalEffect } from '@preact/signals';
import { lab } from '../../api/client.js';
import { connection, labState, run } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { Choice } from '../../ui/choice.js';
import { attempt, whileBusy } from '../../ui/notice.js';
import { CurrentRun, EarlierRuns, reviewedRun } from './current-run.js';
import { ExperimentList, isListOpen } from './experiment-list.js';
import {
  chosenExperiments,
  formatCommand,
  isLanesOnly,
  isLoadUsed,
  knownExperiments,
  type Load,
  load,
  loadExperiments,
  type Selection,
  toRunRequest,
} from './selection.js';
import { experimentsTexts } from './texts.js';

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

const isStarting = signal(false);

function Chooser() {
  const t = experimentsTexts().chooser;
  const laneNames = lanes.value.map(({ name }) => name);
  const selection: Selection = {
    experiments: chosenExperiments.value,
    modes: isLanesOnly.value ? laneNames : null,
    load: load.value,
  };
  const reason = findReason();
  return (
    <form
      class="stack loose"
      aria-label={t.title}
      onSubmit={(event) => {
        event.preventDefault();
        void start(selection);
      }}
    >
      <h2>{t.title}</h2>
      <ExperimentList />
      <div class="row experiments-settings">
        <Choice
          label={t.modes}
          value={isLanesOnly.value ? 'lanes' : 'all'}
          options={[
            ['all', t.allModes],
            ['lanes', laneNames.join(', ')],
          ]}
          onChoose={(scope) => {
            isLanesOnly.value = scope === 'lanes';
          }}
        />
        <LoadFields />
      </div>
      <CommandLine selection={selection} />
      <div class="row experiments-start" data-control="run">
        <button
          type="submit"
          class="main"
          disabled={reason !== null || isStarting.value}
          aria-describedby="experiments-reason"
        >
          {isStarting.value ? t.starting : t.start}
        </button>
        <span id="experiments-reason" class="hint">
          {reason !== null && t[reason]}
        </span>
      </div>
    </form>
  );
}

/** Why no run can be started now, or null. */
function findReason(): 'nothing' | 'running' | 'changing' | null {
  if (run.value?.status === 'running' || labState.value?.busy === 'run') return 'running';
  if (labState.value?.busy) return 'changing';
  return chosenExperiments.value.size === 0 ? 'nothing' : null;
}

async function start(selection: Selection): Promise<void> {
  const started = await whileBusy(isStarting, () => attempt(() => lab.run(toRunRequest(selection))));
  if (!started) return;
  reviewedRun.value = null;
  isListOpen.value = false;
}

const largest: Load = { users: 1000, requests: 10_000_000, repeats: 100 };

function LoadFields() {
  const t = experimentsTexts().load;
  // One request for each user at least.
  const smallest: Load = { users: 1, requests: load.value.users, repeats: 1 };
  const isUsed = isLoadUsed({ experiments: chosenExperiments.value });
  return (
    <fieldset class="experiments-load row" disabled={!isUsed}>
      <legend class="visually-hidden">{t.load}</legend>
      {(['users', 'requests', 'repeats'] as const).map((key) => (
        <label key={key} class="choice">
          <span>{t[key]}</span>
          <input
            type="number"
            name={key}
            required
            min={smallest[key]}
            max={largest[key]}
            step={1}
            value={load.value[key]}
            onInput={(event) => {
              load.value = { ...load.value, [key]: event.currentTarget.valueAsNumber };
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}

function CommandLine({ selection }: { selection: Selection }) {
  const t = experimentsTexts().command;
  const copied = useSignal('');
  const command = formatCommand(selection, knownExperiments.value ?? [], location.origin);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    copied.value = command;
  };
  if (selection.experiments.size === 0) return null;
  return (
    <div class="row experiments-command">
      <span class="hint">{t.same}</span>
      <code>{command}</code>
      {/* Only where the page came from this machine, or by TLS, may it write there. */}
      {isSecureContext && (
        <button type="button" onClick={() => void copy().catch(() => {})}>
          {copied.value === command ? t.copied : t.copy}
        </button>
      )}
      {command.startsWith('npm run demo') && <span class="hint">{t.own}</span>}
    </div>
  );
}
