// The lab on the machines of a real Swarm: the promises of `npm run swarm`, and the cost of scaling and of the faults of machines.
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isPortable, type Mode } from '@scale-out-lab/core';
import { swarmMachines } from '@scale-out-lab/launcher/swarm/machines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLoadTest } from '../support/load-test.js';
import { createVisitor, startStream, type Tally } from '../support/visitor.js';

const cli = fileURLToPath(new URL('../../../launcher/dist/swarm/cli.js', import.meta.url));
const port = 18_080;
const url = `http://127.0.0.1:${port}`;
const run = promisify(execFile);
const docker = async (...args: string[]) => (await run('docker', args)).stdout.trim();
const environment = { ...process.env, LAB_PORT: String(port) };
const swarmWith = async (settings: NodeJS.ProcessEnv, ...args: string[]) =>
  (await run(process.execPath, [cli, ...args], { env: { ...environment, ...settings } })).stdout;
const swarm = (...args: string[]) => swarmWith({}, ...args);

const machines = spawnSync('docker', ['node', 'ls', '--format', '{{.Hostname}}'], { encoding: 'utf8' });
const nodes = machines.status === 0 ? machines.stdout.trim().split('\n') : [];
const reason = 'skipped without a Swarm of three machines';

/** Those that the image of the machines serves: it may be older than this checkout. */
let withPassword: readonly Mode[];
/** Users of these keep one credential, so those of a mode with short access tokens are not among them. */
let portable: readonly string[];

/** The lines of `status` for the instances: name and machine. */
async function instances(): Promise<readonly (readonly string[])[]> {
  const lines = (await swarm('status')).trim().split('\n');
  return lines.filter((line) => line.startsWith('api.')).map((line) => line.split(/ {2,}/));
}

/** On machines that share two processors, instances that start delay Redis beyond its timeout of 250 ms. */
const isLateRedis = (failure: string | null) => failure?.includes('store-unavailable');

/** An even load below saturation, on machines that share their processors. */
const pauseMs = 40;

/** Users of every portable mode send requests during a change: the lost requests. */
async function underLoad(happening: () => Promise<unknown>): Promise<Tally> {
  const streams = await Promise.all(portable.map((mode) => startStream(url, mode, 2, pauseMs)));
  const stop = () => Promise.all(streams.map((stream) => stream.stop()));
  await happening().catch(async (error) => {
    await stop();
    throw error;
  });
  const ended = await stop();
  return {
    sent: ended.reduce((sum, { sent }) => sum + sent, 0),
    failures: ended.flatMap(({ failures }, index) => failures.map((each) => `${portable[index]}: ${each}`)),
    servedBy: new Set(ended.flatMap(({ servedBy }) => [...servedBy])),
  };
}

const logInsGone = 'acknowledged log-ins gone';

/** One mode of each kind: the load of all would need machines with processors of their own. */
const kinds = ['session-memory', 'session-sticky', 'session-redis', 'jwt-shared-key'];
const ofMachines = ['machine-crash', 'machine-partition', 'machine-drain', 'rolling-update'] as const;

describe.skipIf(nodes.length < 3)(`the lab on a Swarm (${reason})`, () => {
  beforeAll(async () => {
    await swarm('up');
    const { modes } = (await (await fetch(`${url}/api/modes`)).json()) as { modes: readonly Mode[] };
    withPassword = modes.filter(({ signIn }) => signIn !== 'oidc');
    portable = withPassword.filter((mode) => isPortable(mode) && !mode.refresh).map(({ name }) => name);
  });
  afterAll(async () => {
    for (const node of nodes) await docker('node', 'update', '--availability', 'active', node);
    await swarm('down');
    expect(await docker('network', 'ls', '--filter', 'name=lab_', '--quiet')).toBe('');
    for (const kind of ['secret', 'config', 'service']) expect(await docker(kind, 'ls', '--quiet')).toBe('');
  });

  it('runs an instance on each machine, and nginx gives each of them a third of the requests', async () => {
    expect((await instances()).map(([, node]) => node).sort()).toEqual([...nodes].sort());
    const visitor = createVisitor(port);
    const { servedBy } = await visitor.askMe('jwt-shared-key', await visitor.logIn('jwt-shared-key'), 30);
    expect(servedBy).toEqual({ 'api-1': 10, 'api-2': 10, 'api-3': 10 });
  });

  it('serves the page, and its control room reaches every instance', async () => {
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    await expect
      .poll(async () => (await fetch(`${url}/lab/state`)).json(), { timeout: 30_000 })
      .toMatchObject({ instances: ['api-1', 'api-2', 'api-3'].map((id) => ({ id, isAlive: true })) });
  });

  it('the measured failure rate of every mode with a password agrees with its prediction', async () => {
    const modes = withPassword.map(({ name }) => name);
    const { exitCode, document, printed } = await runLoadTest(url, {
      modes,
      clients: ['pinned'],
      repeats: 1,
    });
    expect(
      document.trials.filter(({ agrees }) => agrees !== true),
      printed.stderr,
    ).toEqual([]);
    expect(document.trials).toHaveLength(modes.length);
    expect(exitCode).toBe(0);
  });

  it('scaling from 3 to 9 and back loses no request of a portable mode, unless Redis answers too late', async () => {
    const { failures, sent, servedBy } = await underLoad(async () => {
      await swarm('scale', '9');
      expect(await instances()).toHaveLength(9);
      await swarm('scale', '3');
    });
    expect(failures.filter((failure) => !isLateRedis(failure))).toEqual([]);
    expect(servedBy.size).toBe(9);
    expect(sent).toBeGreaterThan(500);
  });

  it('a machine that crashes, is cut off or drained, and a rolling update, cost each mode the predicted amount', {
    timeout: 900_000,
  }, async () => {
    const { document, printed } = await runLoadTest(
      url,
      { experiments: ofMachines, modes: kinds, faultRate: 40 },
      { machines: swarmMachines(process.env) },
    );
    expect(
      document.trials.filter(({ agrees, disagreement }) => !agrees && !isLateRedis(disagreement)),
      printed.stderr,
    ).toEqual([]);
    expect(document.failedTrials).toEqual([]);
    // Docker alone cannot switch a machine off.
    const skipped = process.env.MACHINE_POWER ? [] : ['machine-crash', 'machine-partition'];
    expect((document.skipped ?? []).map(({ experiment }) => experiment)).toEqual(skipped);
  });

  it.skipIf(!process.env.MACHINE_POWER).each(['sentinel', 'cluster'])(
    'with %s, a machine with a primary of Redis costs what was predicted when it crashes or is cut off',
    { timeout: 600_000 },
    async (topology) => {
      await expect(swarmWith({ REDIS_TOPOLOGY: topology }, 'up')).rejects.toMatchObject({
        code: 3,
        stderr: expect.stringContaining('npm run swarm -- down'),
      });
      await swarm('down');
      await swarmWith({ REDIS_TOPOLOGY: topology }, 'up');
      const { document, printed } = await runLoadTest(
        url,
        {
          experiments: ['machine-crash', 'machine-partition'],
          modes: ['session-redis', 'jwt-shared-key'],
          faultRate: 40,
        },
        { machines: swarmMachines(process.env) },
      );
      expect(document.failedTrials).toEqual([]);
      expect(
        document.trials.filter(({ agrees }) => agrees !== true),
        printed.stderr,
      ).toEqual([]);
      // The number of lost log-ins depends on how soon Docker routes to the machine again; the prediction includes this.
      const counted = document.trials.flatMap(({ figures }) =>
        figures.filter(({ name }) => name === logInsGone),
      );
      expect(counted).toHaveLength(2);
    },
  );
});
