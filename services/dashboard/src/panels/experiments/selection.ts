// The experiments on offer, the chosen ones with their modes and load, and the command that runs the same.
import { signal } from '@preact/signals';
import type { ExperimentView, RunRequest } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { attemptInBackground } from '../../ui/notice.js';

export interface Load {
  readonly users: number;
  /** Logged-in requests of a trial, of all users together. */
  readonly requests: number;
  readonly repeats: number;
}

/** The defaults of the command line. */
export const usualLoad: Load = { users: 31, requests: 744, repeats: 3 };

export interface Selection {
  readonly experiments: ReadonlySet<string>;
  /** Null: all that there are. */
  readonly modes: readonly string[] | null;
  /** For `steady` alone. */
  readonly load: Load;
}

export const chosenExperiments = signal<ReadonlySet<string>>(new Set(['steady']));
export const isLanesOnly = signal(false);
export const load = signal<Load>(usualLoad);

export function isLoadUsed({ experiments }: Pick<Selection, 'experiments'>): boolean {
  return experiments.has('steady');
}

/** The fields that differ from the defaults. An empty field counts as its default. */
function changedLoad(selection: Selection): Partial<Load> {
  if (!isLoadUsed(selection)) return {};
  const changed = Object.entries(selection.load).filter(
    ([key, value]) => value !== usualLoad[key as keyof Load] && !Number.isNaN(value),
  );
  return Object.fromEntries(changed);
}

export function toRunRequest(selection: Selection): RunRequest {
  return {
    experiments: [...selection.experiments],
    ...(selection.modes && { modes: selection.modes }),
    ...changedLoad(selection),
  };
}

export const groupNames = ['scorecard', 'faults', 'all'] as const;
type GroupName = (typeof groupNames)[number];

/** In the order of the command line; null until they are known. */
export const knownExperiments = signal<readonly ExperimentView[] | null>(null);

/** The scorecard has every experiment without a fault, except `steady`, which has its own tables. */
const belongsTo: Record<GroupName, (experiment: ExperimentView) => boolean> = {
  scorecard: ({ name, isFault }) => !isFault && name !== 'steady',
  faults: ({ isFault }) => isFault,
  all: () => true,
};

export async function loadExperiments(): Promise<void> {
  const answer = await attemptInBackground(lab.experiments);
  if (answer) knownExperiments.value = answer.experiments;
}

/** The experiments of the group that are available here. */
export function namesOfGroup(group: GroupName, experiments: readonly ExperimentView[]): readonly string[] {
  return experiments
    .filter((experiment) => belongsTo[group](experiment) && experiment.obstacle === null)
    .map(({ name }) => name);
}

/** The group with exactly the chosen experiments among its available ones. */
export function findGroup(
  chosen: ReadonlySet<string>,
  experiments: readonly ExperimentView[],
): GroupName | undefined {
  return groupNames.find((group) => {
    const names = namesOfGroup(group, experiments);
    return names.length > 1 && names.length === chosen.size && names.every((name) => chosen.has(name));
  });
}

const usualOrigin = 'http://127.0.0.1:8080';

/**
 * `npm run loadtest` uses the cluster of this page. Faults would need its control ports and
 * their token; `npm run demo` starts its own cluster and has them.
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
