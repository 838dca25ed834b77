// The command that would do the same, to be copied.
import { useSignal } from '@preact/signals';
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { changedLoad, findGroup, knownExperiments, type Selection } from './selection.js';
import { experimentsTexts } from './texts.js';

export function CommandLine({ selection }: { selection: Selection }) {
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

const usualOrigin = 'http://127.0.0.1:8080';

/**
 * `npm run loadtest` uses the cluster of this page. Faults would need its control ports and
 * their token; `npm run demo` starts a cluster of its own and has them.
 */
export function formatCommand(
  selection: Selection,
  experiments: readonly ExperimentView[],
  origin = usualOrigin,
): string {
  const isBreaking = experiments.some(({ name, isFault }) => isFault && selection.experiments.has(name));
  const group = findGroup(selection.experiments, experiments);
  const names = group ? [group] : [...selection.experiments];
  const isUsual = names.length === 1 && names[0] === 'steady' && !isBreaking;
  const options = [
    ...(selection.modes ?? []),
    ...(isUsual ? [] : names.map((name) => `--experiment ${name}`)),
    ...Object.entries(changedLoad(selection)).map(([key, value]) => `--${key} ${value}`),
    ...(isBreaking || origin === usualOrigin ? [] : [`--url ${origin}`]),
  ];
  const script = isBreaking ? 'demo' : 'loadtest';
  return options.length === 0 ? `npm run ${script}` : `npm run ${script} -- ${options.join(' ')}`;
}
