// The bench from start to end: the servers, the rounds, the scales, and nothing left behind.
import { catalogue } from '@scale-out-lab/core';
import type { LauncherConfig } from '@scale-out-lab/launcher/config';
import { makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { comparisonsOf } from './comparisons.js';
import { measureSessionHeap } from './memory.js';
import { measureRedis } from './redis-memory.js';
import { type BenchReport, buildReport } from './report.js';
import { measureRounds, type RoundSettings } from './rounds.js';
import { startServers } from './servers.js';
import { openRoute, peers, targetOf } from './targets.js';

export interface BenchContext {
  /** Gets the progress. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** @throws when a single answer was wrong or missing */
export async function bench(
  config: LauncherConfig,
  settings: RoundSettings,
  { say, signal }: BenchContext,
): Promise<BenchReport> {
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const onLine = (name: string, line: string) => say(`${name}: ${line}`);
  const context = { folder, guardian, signal: stopping.signal, say, onLine };
  try {
    say('starting Redis, one instance and the peers');
    const { originOf, redis, stop } = await startServers(config, context);
    const targets = [...catalogue.map(targetOf), ...peers];
    const rounds = await measureRounds(targets, settings, { originOf, say, signal });
    say('weighing sessions');
    const inRedis = await measureRedis(redis, originOf(openRoute));
    const memory = { ...(await measureSessionHeap(context)), ...inRedis };
    stopping.abort();
    await stop();
    return buildReport(settings, comparisonsOf(catalogue), rounds, memory);
  } finally {
    stopping.abort();
    await guardian.end();
  }
}
