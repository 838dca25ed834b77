// The command that does the same in a terminal.
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { findGroup } from './known-experiments.js';
import { changedLoad, type Selection } from './selection.js';

const usualOrigin = 'http://127.0.0.1:8080';

/**
 * `npm run loadtest` asks the cluster that this page shows. What breaks something would have to be told the control ports and
 * their token there; `npm run demo` brings a cluster of its own and knows them.
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
