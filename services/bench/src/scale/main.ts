// `npm run bench:scale`: what a request costs instances, nginx and Redis, as instances and users are added.
import { canMiss, catalogue, usageError } from '@scale-out-lab/core';
import { startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { numberWithin } from '../number-within.js';
import { type Cost, measureCost } from './measure.js';
import { medians, renderScale, slopes } from './report.js';

/** A refusal costs less than an answer, so modes that lose requests are not comparable. Sign-ins are no requests. */
const possible = catalogue.filter((mode) => !canMiss(mode) && mode.signIn !== 'oidc').map(({ name }) => name);

await runCommand(
  async (signal) => {
    const { json, modes, instances, users, requests, rounds } = parseOptions();
    const config = {
      ...parseLauncherConfig(process.env),
      tracingEnv: {},
      port: 0,
      instances: instances[0] ?? 1,
    };
    const cluster = await startCluster(config);
    const costs: Cost[] = [];
    try {
      for (const count of instances) {
        await cluster.scaleTo(count);
        for (let round = 1; round <= rounds; round += 1) {
          for (const mode of modes) {
            for (const each of users) {
              if (signal.aborted) return 130;
              process.stderr.write(
                `bench: ${mode}, ${count} instances, ${each} users, round ${round} of ${rounds}\n`,
              );
              costs.push(await measureCost(cluster, mode, each, requests));
            }
          }
        }
      }
    } finally {
      await cluster.stop();
    }
    const found = medians(costs);
    const report = { schemaVersion: 1, costs: found, slopes: slopes(found) };
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderScale(found));
    return 0;
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);

function parseOptions() {
  const command = new Command('npm run bench:scale --')
    .description(
      'What a request costs instances, nginx and Redis, as instances and users are added. Needs Linux.',
    )
    .argument('[modes...]', `any of ${possible.join(', ')}; all by default`)
    .option('--instances <list>', 'numbers of instances, 1 to 9', listWithin(9), [1, 2, 3, 5, 9])
    .option(
      '--users <list>',
      'numbers of users, each on a connection of their own, 1 to 1000',
      listWithin(1000),
      [10, 100, 1000],
    )
    .option(
      '--requests <n>',
      'requests of a measurement, 1000 to 1000000',
      numberWithin(1000, 1_000_000),
      10_000,
    )
    .option(
      '--rounds <n>',
      'how often each is measured, 1 to 99; the report has the medians',
      numberWithin(1, 99),
      3,
    )
    .option('--json', 'print JSON instead of tables', false);
  const { args } = parseCommandLine(command);
  const unknown = args.find((name) => !possible.includes(name));
  if (unknown !== undefined)
    throw usageError(`The mode is "${unknown}"; expected one of ${possible.join(', ')}.`);
  const options = command.opts<
    Record<'instances' | 'users', number[]> & Record<'requests' | 'rounds', number> & { json: boolean }
  >();
  return { ...options, modes: args.length > 0 ? args : possible };
}

function listWithin(high: number) {
  return (text: string): number[] => text.split(',').map(numberWithin(1, high));
}
