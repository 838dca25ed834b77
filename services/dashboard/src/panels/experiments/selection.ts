// The chosen experiments, modes and load. They survive a change of panel.
import { signal } from '@preact/signals';
import type { RunRequest } from '@scale-out-lab/core/wire';

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
export function changedLoad(selection: Selection): Partial<Load> {
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
