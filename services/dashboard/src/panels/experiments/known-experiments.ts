// The experiments that the control room offers, and which of them a group stands for.
import { signal } from '@preact/signals';
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { attempt } from '../../ui/notice.js';

export const groupNames = ['scorecard', 'faults', 'all'] as const;
type GroupName = (typeof groupNames)[number];

/** In the order of the command line; null until they are known. */
export const knownExperiments = signal<readonly ExperimentView[] | null>(null);

/** The scorecard has every experiment without a fault, except `steady`, which has tables of its own. */
const belongsTo: Record<GroupName, (experiment: ExperimentView) => boolean> = {
  scorecard: ({ name, isFault }) => !isFault && name !== 'steady',
  faults: ({ isFault }) => isFault,
  all: () => true,
};

export async function loadExperiments(): Promise<void> {
  const answer = await attempt(lab.experiments);
  if (answer) knownExperiments.value = answer.experiments;
}

/** The experiments of the group that are available here. */
export function namesOfGroup(group: GroupName, experiments: readonly ExperimentView[]): readonly string[] {
  return experiments
    .filter((experiment) => belongsTo[group](experiment) && experiment.obstacle === null)
    .map(({ name }) => name);
}

/** The group whose available experiments are exactly the chosen ones. */
export function findGroup(
  chosen: ReadonlySet<string>,
  experiments: readonly ExperimentView[],
): GroupName | undefined {
  return groupNames.find((group) => {
    const names = namesOfGroup(group, experiments);
    return names.length > 1 && names.length === chosen.size && names.every((name) => chosen.has(name));
  });
}
