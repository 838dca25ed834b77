// `npm run bench`: how fast one instance answers in each mode, beside its open route and beside peers.
import { catalogue } from '@scale-out-lab/modes';
import { comparisonsOf } from './comparisons.js';
import { measureRedisKeys, measureSessionHeap } from './memory.js';
import { parseOptions } from './options.js';
import { buildReport } from './report.js';
import { measureRounds } from './rounds.js';
import { withServers } from './servers.js';
import { renderReport } from './table.js';
import { openRoute, peers, targetOf } from './targets.js';

const options = parseOptions(process.argv);
const report = (line: string) => console.error(`bench: ${line}`);
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

try {
  report('starts Redis, one instance and the peers');
  const targets = [...catalogue.map(targetOf), ...peers];
  const { rounds, memory } = await withServers(async ({ originOf, redisUrl }) => {
    const { signal } = interruption;
    const rounds = await measureRounds(targets, { ...options, originOf, report, signal });
    report('memory of a session');
    const bytesPerRedisSession = await measureRedisKeys(redisUrl, 'session:session-redis:');
    return { rounds, memory: { ...(await measureSessionHeap()), bytesPerRedisSession } };
  });
  const result = buildReport(options, [openRoute, ...targets], comparisonsOf(catalogue), rounds, memory);
  console.log(options.json ? JSON.stringify(result, null, 2) : renderReport(result));
  process.exitCode = result.isReached ? 0 : 99;
} catch (error) {
  // Ctrl-C reaches the servers too, so what failed because of it is no failure.
  if (!interruption.signal.aborted) console.error(error instanceof Error ? `bench: ${error.message}` : error);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}
