// `npm run bench`: how fast one instance answers in each mode, beside its open route and beside peers.
import { catalogue } from '@scale-out-lab/modes';
import { parseLauncherConfig } from '../config.js';
import { startGuardian } from '../process/guardian.js';
import { runCommand } from '../process/run-command.js';
import { makeFolder } from '../process/temporary-folder.js';
import { comparisonsOf } from './comparisons.js';
import { measureRedisKeys, measureSessionHeap } from './memory.js';
import { type BenchOptions, parseOptions } from './options.js';
import { type BenchReport, buildReport } from './report.js';
import { measureRounds } from './rounds.js';
import { startServers } from './servers.js';
import { renderReport } from './table.js';
import { openRoute, peers, targetOf } from './targets.js';

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

await runCommand(
  async (signal) => {
    const options = parseOptions(process.argv);
    say('starting Redis, one instance and the peers');
    const report = await bench(options, signal).catch((error: unknown) => {
      // What is stopped half-way fails in some way or other.
      if (!signal.aborted) throw error;
    });
    if (!report) return 130;
    console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(report));
    return report.isReached ? 0 : 99;
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);

async function bench(options: BenchOptions, signal: AbortSignal): Promise<BenchReport> {
  const config = parseLauncherConfig(process.env);
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const onLine = (name: string, line: string) => say(`${name}: ${line}`);
  const context = { folder, guardian, signal: stopping.signal, say, onLine };
  try {
    const { originOf, redisUrl, stop } = await startServers(config, context);
    const targets = [...catalogue.map(targetOf), ...peers];
    const rounds = await measureRounds(targets, { ...options, originOf, say, signal });
    say('weighing sessions');
    const bytesPerRedisSession = await measureRedisKeys(redisUrl, 'session:session-redis:');
    const heap = await measureSessionHeap(context);
    stopping.abort();
    await stop();
    const memory = { ...heap, bytesPerRedisSession };
    return buildReport(options, [openRoute, ...targets], comparisonsOf(catalogue), rounds, memory);
  } finally {
    stopping.abort();
    await guardian.end();
  }
}
