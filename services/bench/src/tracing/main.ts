// `npm run bench:tracing`: the cost of tracing. Two instances, of which one sends spans to a collector, answer the same requests
// in turns.
import { createServer } from 'node:http';
import { exitCodes, randomSecret } from '@scale-out-lab/core';
import { listen } from '@scale-out-lab/core/testing/listen';
import { startInstances } from '@scale-out-lab/launcher/cluster/instances';
import type { PartContext } from '@scale-out-lab/launcher/cluster/part';
import { startRedis } from '@scale-out-lab/launcher/cluster/redis/redis';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { measure } from '../modes/measure.js';
import { medianInterval } from '../modes/median-interval.js';
import { renderTable } from '../modes/render-table.js';
import { admitVisitors, openRoute, type Target, targetOf } from '../modes/targets.js';
import { numberWithin } from '../number-within.js';
import { spreadOf } from '../spread-of.js';

const targets = [openRoute, targetOf({ name: 'jwt-shared-key' }), targetOf({ name: 'session-redis' })];
const connections = 50;

const say = (text: string) => process.stderr.write(`bench: ${text}\n`);

await runCommand(async (signal) => {
  const { rounds, seconds } = parseOptions();
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const collector = await startCollector();
  const stopping = new AbortController();
  const context = {
    folder,
    guardian,
    signal: AbortSignal.any([signal, stopping.signal]),
    say,
    onLine: (name: string, line: string) => say(`${name}: ${line}`),
  };
  try {
    const origins = await startBoth(collector.url, context);
    const found = targets.map((): Pair[] => []);
    // The first round warms up.
    for (let round = 0; round <= rounds && !signal.aborted; round += 1) {
      for (const [index, target] of targets.entries()) {
        const pair = await measureBoth(origins, target, seconds, round % 2 === 0);
        if (round > 0) found[index]?.push(pair);
      }
      say(`round ${round} of ${rounds}`);
    }
    if (signal.aborted) return exitCodes.interrupted;
    console.log(render(found));
    return exitCodes.ok;
  } finally {
    // Otherwise the parts that the guardian ends would be started again.
    stopping.abort();
    await collector.close();
    await guardian.end();
  }
}, process.env);

function parseOptions(): { readonly rounds: number; readonly seconds: number } {
  const command = new Command('npm run bench:tracing --')
    .description('Measures the cost of tracing for an instance, in turns with one without it.')
    .option('--rounds <n>', 'measurements of each route, 1 to 100', numberWithin(1, 100), 15)
    .option('--seconds <n>', 'duration of each in seconds, 0.2 to 60', numberWithin(0.2, 60, 'a number'), 1);
  return parseCommandLine(command).opts();
}

/** Answers per second, or where to get them. */
interface Pair<Value = number> {
  readonly plain: Value;
  readonly traced: Value;
}

/** Accepts all spans, and reads none. */
function startCollector() {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  return listen(server);
}

async function startBoth(collectorUrl: string, context: PartContext): Promise<Pair<string>> {
  const config = { ...parseLauncherConfig(process.env), instances: 1 };
  const { url: redisUrl, passwordFile: redisPasswordFile } = await startRedis(config, context);
  const start = async (tracingEnv: Readonly<Record<string, string>>) => {
    const own = { redisUrl, redisPasswordFile, controlToken: randomSecret(), tracingEnv };
    const [instance] = await startInstances({ ...config, ...own }, context);
    return `http://127.0.0.1:${instance?.port}`;
  };
  return { plain: await start({}), traced: await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl }) };
}

async function measureBoth(
  origins: Pair<string>,
  target: Target,
  seconds: number,
  isPlainFirst: boolean,
): Promise<Pair> {
  const slice = async (origin: string) =>
    measure(new URL(target.path, origin), await admitVisitors(origin, target, connections), seconds);
  if (isPlainFirst) return { plain: await slice(origins.plain), traced: await slice(origins.traced) };
  const traced = await slice(origins.traced);
  return { plain: await slice(origins.plain), traced };
}

function render(found: readonly (readonly Pair[])[]): string {
  const rows = targets.map(({ name }, index) => {
    const pairs = found[index] ?? [];
    const ratios = pairs.map(({ plain, traced }) => plain / traced);
    const interval = medianInterval(ratios);
    return [
      name,
      ...[pairs.map(({ plain }) => plain), pairs.map(({ traced }) => traced)].map((all) =>
        spreadOf(all).median.toFixed(0),
      ),
      `${spreadOf(ratios).median.toFixed(2)}`,
      interval ? interval.map((end) => end.toFixed(2)).join(' to ') : '–',
    ];
  });
  return renderTable([['', 'without, 1/s', 'with, 1/s', 'ratio', '99% interval'], ...rows]);
}
