// The result of a bench as data: where and how it was measured, the speeds, the ratios and the memory.
import { cpus } from 'node:os';
import type { Spread } from '@scale-out-lab/loadtest';
import type { HeapReport } from './memory.js';
import type { BenchOptions } from './options.js';
import { type Comparison, compare, type Ratio, type Round, speedOf } from './ratios.js';
import type { Target } from './targets.js';

export interface BenchReport {
  readonly schemaVersion: 1;
  readonly environment: { readonly node: string; readonly cpu: string; readonly cores: number };
  readonly settings: Omit<BenchOptions, 'json'>;
  readonly speeds: readonly Speed[];
  readonly ratios: readonly Ratio[];
  readonly memory: HeapReport & { readonly bytesPerRedisSession: number };
  /** Whether every goal was reached. */
  readonly isReached: boolean;
}

export interface Speed {
  readonly target: string;
  /** Right answers per second. Compare them within one run only. */
  readonly perSecond: Spread;
}

export function buildReport(
  options: BenchOptions,
  targets: readonly Target[],
  comparisons: readonly Comparison[],
  rounds: readonly Round[],
  memory: BenchReport['memory'],
): BenchReport {
  const { rounds: count, seconds, connections } = options;
  const ratios = comparisons.map((comparison) => compare(rounds, comparison));
  return {
    schemaVersion: 1,
    environment: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
    settings: { rounds: count, seconds, connections },
    speeds: targets.map(({ name }) => ({ target: name, perSecond: speedOf(rounds, name) })),
    ratios,
    memory,
    isReached: ratios.every(({ isReached }) => isReached !== false),
  };
}
