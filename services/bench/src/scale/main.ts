// `npm run bench:scale`: the cost of a request for instances, nginx and Redis, as instances and users are added, or as sessions are held.
import { canMiss, catalogue, exitCodes, usageError } from '@scale-out-lab/core';
import { type Cluster, startCluster } from '@scale-out-lab/launcher/cluster/cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { numberWithin } from '../number-within.js';
import { type HeldCost, measureHeld } from './held.js';
import { type Cost, measureCost } from './measure.js';
import { medians, renderHeld, renderScale, slopes } from './report.js';

/** A refusal costs less than an answer, so modes that lose requests are not comparable. Sign-ins are no requests. */
const possible = catalogue.filter((mode) => !canMiss(mode) && mode.signIn !== 'oidc').map(({ name }) => name);

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

await runCommand(async (signal) => {
  const { json, ...plan } = parseOptions();
  const config = { ...parseLauncherConfig(process.env), tracingEnv: {} };
  // The cost of checking an access token does not depend on its lifetime; a measurement may take longer than 5 s.
  const forwardedEnv = { ...config.forwardedEnv, ACCESS_TTL: '900' };
  const instances = plan.sessions ? 1 : (plan.instances[0] ?? 1);
  const redisTopology = plan.sessions ? 'single' : config.redisTopology;
  const cluster = await startCluster({ ...config, forwardedEnv, port: 0, instances, redisTopology });
  try {
    const [report, text] = plan.sessions
      ? await reportHeld(cluster, { ...plan, sessions: plan.sessions }, signal)
      : await reportInstances(cluster, plan, signal);
    process.stdout.write(json ? `${JSON.stringify({ schemaVersion: 1, ...report }, null, 2)}\n` : text);
    return exitCodes.ok;
  } catch (error) {
    // An interrupted run also fails with a meaningless error.
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    await cluster.stop();
  }
}, process.env);

type Report = readonly [data: object, text: string];

async function reportInstances(cluster: Cluster, plan: Plan, signal: AbortSignal): Promise<Report> {
  const { modes, instances, users, requests, rounds } = plan;
  const costs: Cost[] = [];
  for (const count of instances) {
    await cluster.scaleTo(count);
    for (let round = 1; round <= rounds; round += 1) {
      for (const mode of modes) {
        for (const each of users) {
          signal.throwIfAborted();
          say(`${mode}, ${count} instances, ${each} users, round ${round} of ${rounds}`);
          costs.push(await measureCost(cluster, mode, each, requests));
        }
      }
    }
  }
  const found = medians(costs);
  return [{ costs: found, slopes: slopes(found) }, renderScale(found)];
}

async function reportHeld(
  cluster: Cluster,
  { modes, sessions, requests, rounds }: Plan & { readonly sessions: readonly number[] },
  signal: AbortSignal,
): Promise<Report> {
  const held: HeldCost[] = [];
  for (const mode of catalogue.filter(({ name }) => modes.includes(name))) {
    held.push(...(await measureHeld(cluster, mode, { sessions, requests, rounds, say, signal })));
  }
  return [{ held }, renderHeld(held)];
}

type Plan = Omit<ReturnType<typeof parseOptions>, 'json'>;

function parseOptions() {
  const command = new Command('npm run bench:scale --')
    .description(
      'Measures the cost of a request for instances, nginx and Redis, as instances and users are added, or as sessions are held. Needs Linux.',
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
      '--sessions <list>',
      'instead of instances and users: numbers of sessions held, 1000 to 1000000',
      listWithin(1_000_000, 1000),
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
  const { sessions, ...options } = command.opts<
    Record<'instances' | 'users', number[]> &
      Record<'requests' | 'rounds', number> & { sessions?: number[]; json: boolean }
  >();
  const ascending = sessions?.toSorted((one, other) => one - other);
  return { ...options, sessions: ascending, modes: args.length > 0 ? args : possible };
}

function listWithin(high: number, low = 1) {
  return (text: string): number[] => text.split(',').map(numberWithin(low, high));
}
