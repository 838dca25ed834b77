// Groups the repeats of one mode and one client model, and takes their medians.
import type { Client } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import { type Spread, sortSamples, spread } from '../statistics/samples.js';
import { type Agrees, allAgree } from './agreement.js';

export interface Group {
  readonly mode: string;
  readonly client: Client;
  readonly predicted: number;
  readonly agrees: Agrees;
  readonly failureRate: Spread;
  /** Null where no request succeeded. */
  readonly p50: Spread | null;
  readonly p95: Spread | null;
  readonly p99: Spread | null;
  readonly goodput: Spread;
}

/** Of the trials that are about the failure rate, in the order in which the modes and clients first appear. */
export function groupTrials(trials: readonly Trial[]): readonly Group[] {
  const repeats = new Map<string, [Trial, ...Trial[]]>();
  for (const trial of trials.filter(({ figures }) => figures.length === 0)) {
    const key = `${trial.mode} ${trial.client}`;
    const earlier = repeats.get(key);
    if (earlier) earlier.push(trial);
    else repeats.set(key, [trial]);
  }
  return Array.from(repeats.values(), groupRepeats);
}

function groupRepeats(trials: readonly [Trial, ...Trial[]]): Group {
  const [{ mode, client, predicted }] = trials;
  const spreadOf = (value: (trial: Trial) => number | null) => {
    const samples = sortSamples(trials.map(value).filter((each) => each !== null));
    return samples ? spread(samples) : null;
  };
  const none: Spread = { min: 0, median: 0, max: 0 };
  return {
    mode,
    client,
    predicted,
    agrees: allAgree(trials.map((trial) => trial.agrees)),
    failureRate: spreadOf((trial) => trial.failureRate) ?? none,
    p50: spreadOf((trial) => trial.latencyMs.p50),
    p95: spreadOf((trial) => trial.latencyMs.p95),
    p99: spreadOf((trial) => trial.latencyMs.p99),
    goodput: spreadOf((trial) => trial.goodput) ?? none,
  };
}
