import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { until } from '@scale-out-lab/launcher/testing/until';
import { createControlClient, instanceFaults } from '@scale-out-lab/loadtest';
import { describe, expect, it } from 'vitest';
import { type Launched, launch } from '../support/launch.js';

const freePort = () => startOnFreePort(async (port) => String(port));
/** By which others in the same network would reach this machine. */
const guestAddress =
  Object.values(networkInterfaces())
    .flat()
    .find((each) => each && !each.internal && each.family === 'IPv4')?.address ?? '';
const isAllGone = (launched: Launched) => until(async () => (await launched.remains()).length === 0, 5000);

describe('however it ends, nothing is left', { timeout: 40_000 }, () => {
  it.each([
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGHUP', 0],
    ['SIGKILL', null],
  ] as const)('after %s', async (signal, exitCode) => {
    const launched = await launch({ LAB_PORT: await freePort() });
    expect(await launched.running()).toHaveLength(4);
    expect(await launched.remains()).not.toHaveLength(0);

    launched.process.kill(signal);
    expect((await launched.ended).code).toBe(exitCode);
    await isAllGone(launched);
  });

  it('after a signal while it is starting', async () => {
    const launched = await launch({ LAB_PORT: await freePort() });
    await until(() => launched.output().stderr.includes('starting'));
    launched.process.kill('SIGINT');
    expect((await launched.ended).code).toBe(0);
    expect(launched.output().stdout).toBe('');
    await isAllGone(launched);
  });

  it('after a second signal, without waiting for an instance that does not end', async () => {
    const launched = await launch({ LAB_PORT: await freePort() });
    const [, instance = 0] = await launched.running();
    process.kill(instance, 'SIGSTOP');
    launched.process.kill('SIGINT');
    setTimeout(() => launched.process.kill('SIGINT'), 600);
    expect((await launched.ended).code).toBe(130);
    await isAllGone(launched);
  });
});

describe('the page', { timeout: 40_000 }, () => {
  /** The answer to a GET of a path, as who opens it by this host. */
  const open = (port: string, path: string, host = '127.0.0.1') => fetch(`http://${host}:${port}${path}`);

  it('is where the welcome says, and its control room knows the instances', async () => {
    const port = await freePort();
    const launched = await launch({ LAB_PORT: port });
    await launched.running();
    expect(launched.output().stdout).toContain(`Open http://127.0.0.1:${port} in a browser`);
    const page = await open(port, '/');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const [, script = ''] = /<script [^>]*src="([^"]+)"/.exec(await page.text()) ?? [];
    expect((await open(port, script)).headers.get('content-type')).toContain('javascript');
    expect(await (await open(port, '/lab/state')).json()).toMatchObject({
      instances: [{ id: 'api-1' }, { id: 'api-2' }],
      can: { scale: true, breakRedis: true, persistRedis: true },
    });
  });

  it('does not hold up a Ctrl-C by a stream that it has open', async () => {
    const port = await freePort();
    const launched = await launch({ LAB_PORT: port });
    await launched.running();
    const streams = await Promise.all([open(port, '/lab/events'), open(port, '/lab/events')]);
    const readers = streams.map(({ body }) => body?.getReader());
    for (const reader of readers) expect((await reader?.read())?.done).toBe(false);

    const start = performance.now();
    launched.process.kill('SIGINT');
    expect((await launched.ended).code).toBe(0);
    expect(performance.now() - start).toBeLessThan(5000);
    await isAllGone(launched);
  });

  it.runIf(guestAddress)(
    'is for this machine alone, until LAB_ADDRESS and LAB_HOSTS say otherwise',
    async () => {
      const [alone, shared] = [await freePort(), await freePort()];
      const labs = await Promise.all([
        launch({ LAB_PORT: alone }),
        launch({ LAB_PORT: shared, LAB_ADDRESS: '0.0.0.0', LAB_HOSTS: guestAddress }),
      ]);
      for (const lab of labs) await lab.running();
      await expect(open(alone, '/', guestAddress)).rejects.toThrow('fetch failed');
      expect((await open(shared, '/', guestAddress)).status).toBe(200);
      expect((await open(shared, '/lab/state', guestAddress)).status).toBe(200);
      expect(labs[1]?.output().stdout).toContain(
        `Others in this network open http://${guestAddress}:${shared}.`,
      );
    },
  );
});

it('what a stranger sends cannot command the terminal by way of a log', async () => {
  const [port, storagePort] = [await freePort(), await freePort()];
  const launched = await launch({ LAB_PORT: port, STORAGE_PORT: storagePort });
  await launched.running();
  const socket = connect(Number(storagePort), '127.0.0.1');
  const referer = 'http://a/\u001b]0;owned\u0007\u001b[31m';
  socket.write(`GET /storage/nope HTTP/1.1\r\nHost: a\r\nReferer: ${referer}\r\nConnection: close\r\n\r\n`);
  expect(await text(socket)).toContain('404');
  await until(() => launched.output().stderr.includes('/storage/nope'));
  const { stderr } = launched.output();
  expect(stderr).toContain('\\u{1b}]0;owned\\u{7}');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
  expect(stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
}, 40_000);

describe('faults from another terminal', { timeout: 40_000 }, () => {
  /** What the welcome says that the load test needs. */
  async function faultsOf(launched: Launched) {
    await launched.running();
    const [, file = ''] = /CONTROL_TOKEN_FILE=(\S+)/.exec(launched.output().stdout) ?? [];
    const [, urls = ''] = /--control (\S+)/.exec(launched.output().stdout) ?? [];
    const addresses = urls.split(',').map((url) => new URL(url));
    const token = (await readFile(file, 'utf8')).trim();
    return {
      file,
      token,
      ...instanceFaults(
        () => addresses,
        createControlClient(() => token),
      ),
    };
  }

  it('find their way by what is printed, and the token is for its owner alone', async () => {
    const launched = await launch({ LAB_PORT: await freePort() });
    const { file, token, instances } = await faultsOf(launched);
    expect([...(await instances()).keys()]).toEqual(['api-1', 'api-2']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { stdout, stderr } = launched.output();
    expect(stdout + stderr).not.toContain(token);
  });

  it.each([
    [['SIGINT'], 0],
    [['SIGINT', 'SIGINT'], 130],
  ] as const)('and %j during a rolling restart leaves nothing behind', async (signals, exitCode) => {
    const launched = await launch({ LAB_PORT: await freePort() });
    const { drain } = await faultsOf(launched);
    await drain('api-1');
    const isBack = () => /api-1 is back \(pid (\d+)\)/.exec(launched.output().stderr);
    await until(() => isBack() !== null);
    await drain('api-2');
    // Frozen, it gives the first Ctrl-C no chance.
    if (signals.length > 1) process.kill(Number(isBack()?.[1]), 'SIGSTOP');
    for (const signal of signals) {
      launched.process.kill(signal);
      await sleep(450);
    }
    expect((await launched.ended).code).toBe(exitCode);
    await isAllGone(launched);
  });
});

it('LAB_ADDRESS=::1 serves the page there, and what it says about measuring is right', async () => {
  const port = await freePort();
  const launched = await launch({ LAB_PORT: port, LAB_ADDRESS: '::1' });
  await launched.running();
  const origin = `http://[::1]:${port}`;
  const { stdout } = launched.output();
  expect(stdout).toContain(`Open ${origin} in a browser`);
  const visitor = { method: 'POST', headers: { origin, 'content-type': 'application/json' } };
  const body = JSON.stringify({ mode: 'session-redis', username: 'alice' });
  expect((await fetch(`${origin}/lab/clients`, { ...visitor, body })).status).toBe(201);

  const [, command = ''] = /\n {2}(?:LAB_PORT=\d+ )?npm run loadtest (.*)\n/.exec(stdout) ?? [];
  const small = ['--users', '7', '--requests', '70', '--repeats', '1', '--client', 'pinned', '--no-reports'];
  const loadtest = await launch({}, ['loadtest', ...command.split(' ').slice(1), ...small, 'session-redis']);
  expect(await loadtest.ended).toMatchObject({ code: 0 });
  expect(loadtest.output().stdout).toContain('session-redis');
}, 60_000);

describe('two at once', { timeout: 40_000 }, () => {
  it('on two ports do not meet', async () => {
    const both = await Promise.all(
      [freePort(), freePort()].map(async (port) => launch({ LAB_PORT: await port })),
    );
    const pids = (await Promise.all(both.map((each) => each.running()))).flat();
    expect(new Set(pids).size).toBe(8);
    for (const { process: child } of both) child.kill('SIGTERM');
    await Promise.all(both.map(isAllGone));
  });

  it('on one port: the second says how to choose another, and starts nothing', async () => {
    const port = await freePort();
    const first = await launch({ LAB_PORT: port });
    await first.running();
    const second = await launch({ LAB_PORT: port });
    expect((await second.ended).code).toBe(3);
    expect(second.output().stderr).toBe(`Port ${port} is in use. Choose another: LAB_PORT=9090 npm start\n`);
    expect(await second.remains()).toEqual([]);
  });

  it('on one port for the storage page: so does the second', async () => {
    const [port, storage] = [await freePort(), await freePort()];
    const first = await launch({ LAB_PORT: await freePort(), STORAGE_PORT: storage });
    await first.running();
    const second = await launch({ LAB_PORT: port, STORAGE_PORT: storage });
    expect((await second.ended).code).toBe(3);
    expect(second.output().stderr).toBe(
      `Port ${storage} is in use. Choose another: STORAGE_PORT=9090 npm start\n`,
    );
    expect(await second.remains()).toEqual([]);
  });
});

it.each([
  ['AUTH_MODE', 'paseto', 'AUTH_MODE is "paseto"; expected one of session-memory, '],
  ['LAB_ADDRESS', 'lab.example', 'LAB_ADDRESS is "lab.example"; expected an address of this machine'],
  ['STORAGE_PORT', '65536', 'STORAGE_PORT is "65536"; expected a whole number from 1 to 65535'],
  [
    'LAB_HOSTS',
    'lab.example:80',
    'LAB_HOSTS is "lab.example:80"; expected names or addresses without a port',
  ],
  ['SESSION_SECRET', 'ten-bytes!', 'SESSION_SECRET has 10 bytes; it needs at least 32'],
  ['SESSION_TTL', 'soon', 'SESSION_TTL is "soon"; expected a whole number'],
])(
  '%s=%s ends it with one sentence and exit code 2',
  async (name, value, sentence) => {
    const launched = await launch({ LAB_PORT: await freePort(), [name]: value });
    expect((await launched.ended).code).toBe(2);
    expect(launched.output().stderr).toContain(sentence);
    expect(await launched.remains()).toEqual([]);
  },
  40_000,
);

it('an address that this machine does not have is said to be none, and nothing is started', async () => {
  const launched = await launch({ LAB_PORT: await freePort(), LAB_ADDRESS: '203.0.113.1' });
  expect((await launched.ended).code).toBe(3);
  expect(launched.output().stderr).toContain('This machine has no address 203.0.113.1. Choose another: ');
  expect(await launched.remains()).toEqual([]);
}, 40_000);

it.each([
  ['--bogus', 2, 'stderr', "error: unknown option '--bogus'"],
  ['now', 2, 'stderr', 'error: too many arguments'],
  ['--help', 0, 'stdout', 'Usage: start [options]'],
] as const)(
  'the argument %s ends it with exit code %i, and nothing is started',
  async (argument, exitCode, stream, text) => {
    const launched = await launch({ LAB_PORT: await freePort() }, ['start', argument]);
    expect((await launched.ended).code).toBe(exitCode);
    expect(launched.output()[stream]).toContain(text);
    expect(launched.output().stderr).not.toContain('starting');
  },
  40_000,
);
