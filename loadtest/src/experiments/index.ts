// The experiments: one entry each. To add one, add an entry; nothing else enumerates them.
import type { Experiment } from './experiment.js';
import { steady } from './steady.js';

export const experiments = { steady } as const satisfies Record<string, Experiment>;

export type ExperimentName = keyof typeof experiments;
export const experimentNames = Object.keys(experiments) as readonly ExperimentName[];
