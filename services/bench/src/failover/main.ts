// `npm run bench:failover`: how soon log-ins are acknowledged after a replica of Redis has become the primary.

import { exitCodes } from '@scale-out-lab/core';
import { startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { numberWithin } from '../number-within.js';
import { type Failover, measureFailover, topologies, ways } from './measure.js';
import { buildReport, renderReport } from './report.js';

await runCommand(async (signal) => {
  const { json, repeats } = parseOptions();
  const config = { ...parseLauncherConfig(process.env), tracingEnv: {}, port: 0, instances: 1 };
  const failovers: Failover[] = [];
  for (const redisTopology of topologies) {
    const cluster = await startCluster({ ...config, redisTopology });
    try {
      for (let repeat = 1; repeat <= repeats; repeat += 1) {
        for (const way of ways) {
          process.stderr.write(`bench: ${redisTopology}, ${way}, ${repeat} of ${repeats}\n`);
          failovers.push(await measureFailover(cluster, way, signal));
        }
      }
    } catch (error) {
      // An interrupted run also fails with a meaningless error.
      if (signal.aborted) return exitCodes.interrupted;
      throw error;
    } finally {
      await cluster.stop();
    }
  }
  const report = buildReport(failovers);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
  return report.isReached ? exitCodes.ok : exitCodes.disagreement;
}, process.env);

function parseOptions() {
  const command = new Command('npm run bench:failover --')
    .description(
      'Measures how soon log-ins are acknowledged after a failover of Redis, behind Sentinel and in a Redis Cluster.',
    )
    .option('--repeats <n>', 'failovers of each topology and fault, 1 to 100', numberWithin(1, 100), 20)
    .option('--json', 'print JSON instead of a table', false);
  return parseCommandLine(command).opts<{ repeats: number; json: boolean }>();
}
