// The result of a bench as data: where and how it was measured, the speeds, the ratios and the memory.
import { cpus } from 'node:os';
import type { Spread } from '@scale-out-lab/loadtest';
import type { HeapReport } from './memory.js';
import { type Comparison, compare, openSpeedOf, type Ratio, type Round, speedOf } from './ratios.js';
import type { RedisMemory } from './redis-memory.js';
import type { RoundSettings } from './rounds.js';

export interface BenchReport {
  readonly schemaVersion: 1;
  readonly environment: { readonly node: string; readonly cpu: string; readonly cores: number };
  readonly settings: RoundSettings;
  /** Right answers of the open route per second. */
  readonly openPerSecond: Spread;
  /** Right answers per second, by target. Comparable within one run only. */
  readonly perSecond: Readonly<Record<string, Spread>>;
  readonly ratios: readonly Ratio[];
  readonly memory: HeapReport & RedisMemory;
  /** Whether every goal was reached. */
  readonly isReached: boolean;
}

export function buildReport(
  settings: RoundSettings,
  comparisons: readonly Comparison[],
  rounds: readonly Round[],
  memory: BenchReport['memory'],
): BenchReport {
  const ratios = comparisons.map((comparison) => compare(rounds, comparison));
  const targets = new Set(comparisons.map(({ target }) => target));
  return {
    schemaVersion: 1,
    environment: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
    settings,
    openPerSecond: openSpeedOf(rounds),
    perSecond: Object.fromEntries([...targets].map((target) => [target, speedOf(rounds, target)])),
    ratios,
    memory,
    isReached: ratios.every(({ isReached }) => isReached !== false),
  };
}
