// `npm start` as a process: its answers, its refusals, and a complete clean-up however it ends.
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort as findFreePort } from '@scale-out-lab/core/testing/free-port';
import { until } from '@scale-out-lab/launcher/testing/until';
import { createControlClient, instanceFaults } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Launched, launch } from '../support/launch.js';

type Output = ReturnType<Launched['output']>;

const timeout = 40_000;
const freePort = async () => String(await findFreePort());
/** The address by which others in the same network reach this machine. */
const guestAddress =
  Object.values(networkInterfaces())
    .flat()
    .find((each) => each && !each.internal && each.family === 'IPv4')?.address ?? '';
const isAllGone = (launched: Launched) => until(async () => (await launched.remains()).length === 0, 5000);
const open = (port: string, path: string, host = '127.0.0.1') => fetch(`http://${host}:${port}${path}`);

/** The answer to a page with a name that resolves to this machine (DNS rebinding). */
async function hostileHost(port: string): Promise<unknown> {
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET /lab/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
  return JSON.parse((await text(socket)).split('\r\n\r\n')[1]?.replace(/^[\da-f]+\r\n|\r\n0$/g, '') ?? '');
}

/** Labs that the tests of a file or of a block share; their remains are removed after these. */
function shareLabs(settings: () => Promise<readonly Readonly<Record<string, string>>[]>) {
  const labs: Launched[] = [];
  const cleanUps: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const launched = (await settings()).map((env) =>
      launch(env, ['start', '--verbose'], (end) => cleanUps.push(end)),
    );
    labs.push(...(await Promise.all(launched)));
    for (const lab of labs) await lab.running();
  }, timeout);
  afterAll(() => Promise.all(cleanUps.map((cleanUp) => cleanUp())), timeout);
  return labs;
}

/** Signals within 400 ms are one Ctrl-C. */
const anotherKeyPressMs = 450;

/** Begins a request at the instance and never ends it, so that the instance drains for 1.5 s and more. */
async function beginRequest(launched: Launched, instance: string) {
  const [, port = ''] = new RegExp(`^ *${instance} .*:(\\d+)$`, 'm').exec(launched.output().stdout) ?? [];
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.write('POST /api/session-memory/login HTTP/1.1\r\nHost: lab\r\nContent-Length: 100\r\n\r\n');
  await once(socket, 'connect');
}

/** The faults that the load test could cause with the settings in the welcome text. */
async function faultsOf(launched: Launched) {
  await launched.running();
  const [, file = ''] = /CONTROL_TOKEN_FILE=(\S+)/.exec(launched.output().stdout) ?? [];
  const [, urls = ''] = /--control (\S+)/.exec(launched.output().stdout) ?? [];
  const addresses = urls.split(',').map((url) => new URL(url));
  const token = (await readFile(file, 'utf8')).trim();
  const control = createControlClient(() => token);
  return { file, token, ...instanceFaults(() => addresses, control) };
}

/** Resolves when one instance is back, and another drains. */
async function beginRollingRestart(launched: Launched) {
  const { drain } = await faultsOf(launched);
  await drain('api-1');
  await until(() => launched.output().stderr.includes('api-1 is back (pid '));
  await drain('api-2');
}

describe('one lab', { timeout }, () => {
  let port: string;
  let storagePort: string;
  const labs = shareLabs(async () => {
    [port, storagePort] = [await freePort(), await freePort()];
    return [{ LAB_PORT: port, STORAGE_PORT: storagePort }];
  });
  const lab = () => labs[0] ?? expect.fail('no lab');

  it('serves the page at the address in the welcome, and its control room lists the instances', async () => {
    expect(await lab().running()).toHaveLength(5);
    expect(lab().output().stdout).toContain(`Open http://127.0.0.1:${port} in a browser`);
    const page = await open(port, '/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    const [, script = ''] = /<script [^>]*src="([^"]+)"/.exec(await page.text()) ?? [];
    expect((await open(port, script)).headers.get('content-type')).toContain('javascript');
    expect(await (await open(port, '/lab/state')).json()).toMatchObject({
      instances: [{ id: 'api-1' }, { id: 'api-2' }],
      can: { scale: true, breakRedis: true, persistRedis: true },
    });
  });

  it('prints where its control ports and their token are, and only its owner can read the token', async () => {
    const { file, token, instances } = await faultsOf(lab());
    expect([...(await instances()).keys()]).toEqual(['api-1', 'api-2']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { stdout, stderr } = lab().output();
    expect(stdout + stderr).not.toContain(token);
  });

  it('escapes control characters of a request before it logs them in the terminal', async () => {
    const socket = connect(Number(storagePort), '127.0.0.1');
    const referer = 'http://a/\u001b]0;owned\u0007\u001b[31m';
    socket.write(`GET /storage/nope HTTP/1.1\r\nHost: a\r\nReferer: ${referer}\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toContain('404');
    await until(() => lab().output().stderr.includes('/storage/nope'));
    const { stderr } = lab().output();
    expect(stderr).toContain('\\u{1b}]0;owned\\u{7}');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the searched characters
    expect(stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  it.each(['LAB_PORT', 'STORAGE_PORT'] as const)(
    'lets no second lab start on its %s: that one names the variable, and starts nothing',
    async (variable) => {
      const taken = variable === 'LAB_PORT' ? port : storagePort;
      const second = await launch({ LAB_PORT: await freePort(), [variable]: taken });
      expect((await second.ended).code).toBe(3);
      const sentences = {
        LAB_PORT: `The lab already runs there: open http://127.0.0.1:${port}\nFor a second lab choose another port: LAB_PORT=9090 npm start\n`,
        STORAGE_PORT: `Port ${storagePort} is in use. Choose another: STORAGE_PORT=9090 npm start\n`,
      };
      expect(second.output().stderr).toBe(sentences[variable]);
      expect(await second.remains()).toEqual([]);
    },
  );

  it('ends on Ctrl-C during a rolling restart although pages have streams open, and leaves nothing behind', async () => {
    expect(await lab().remains()).not.toHaveLength(0);
    await beginRollingRestart(lab());
    const streams = await Promise.all([open(port, '/lab/events'), open(port, '/lab/events')]);
    const readers = streams.map(({ body }) => body?.getReader());
    for (const reader of readers) expect((await reader?.read())?.done).toBe(false);
    const start = performance.now();
    lab().process.kill('SIGINT');
    expect((await lab().ended).code).toBe(0);
    expect(performance.now() - start).toBeLessThan(5000);
    await isAllGone(lab());
  });
});

describe('two labs on two ports', { timeout }, () => {
  let alone: string;
  let shared: string;
  const labs = shareLabs(async () => {
    [alone, shared] = [await freePort(), await freePort()];
    return [
      { LAB_PORT: alone, INSTANCES: '1' },
      { LAB_PORT: shared, INSTANCES: '1', LAB_ADDRESS: '0.0.0.0' },
    ];
  });

  it('have no process in common', async () => {
    const pids = (await Promise.all(labs.map((lab) => lab.running()))).flat();
    expect(new Set(pids).size).toBe(8);
    expect(labs[0]?.output().stderr).toContain('starting Redis, 1 instance, ');
  });

  it.runIf(guestAddress)(
    'serve others in the network, under this machine’s addresses alone, only with LAB_ADDRESS',
    async () => {
      await expect(open(alone, '/', guestAddress)).rejects.toThrow('fetch failed');
      expect((await open(shared, '/', guestAddress)).status).toBe(200);
      expect((await open(shared, '/lab/state', guestAddress)).status).toBe(200);
      expect((await open(shared, '/lab/state')).status).toBe(200);
      expect(await hostileHost(shared)).toMatchObject({ status: 403, code: 'foreign-host' });
      expect(labs[1]?.output().stdout).toContain(`Other devices in this network open http://`);
      expect(labs[1]?.output().stdout).toContain(`http://${guestAddress}:${shared}`);
    },
  );

  it('accept faults only from this machine, or from the network with the key in the host’s link', async () => {
    const [ofAlone, ofShared] = labs.map((lab) => lab.output()) as [Output, Output];
    const [, key = ''] = /#host=([\w-]{43})\n/.exec(ofShared.stdout) ?? [];
    const headers = { 'x-host-key': key };
    const crash = async (port: string, sent = {}) =>
      (await fetch(`http://127.0.0.1:${port}/lab/redis/crash`, { method: 'POST', headers: sent })).status;
    expect(ofAlone.stdout).not.toContain('#host=');
    expect([await crash(alone), await crash(shared), await crash(shared, headers)]).toEqual([202, 403, 202]);
    expect(ofShared.stderr).not.toContain(key);
  });

  it('leave nothing behind after SIGTERM and SIGHUP', async () => {
    for (const [index, lab] of labs.entries()) {
      expect(await lab.remains()).not.toHaveLength(0);
      lab.process.kill(index === 0 ? 'SIGTERM' : 'SIGHUP');
    }
    for (const lab of labs) expect((await lab.ended).code).toBe(0);
    await Promise.all(labs.map(isAllGone));
  });
});

describe('a lab leaves nothing behind', { timeout }, () => {
  it('after a signal while it is starting', async () => {
    const launched = await launch({ LAB_PORT: await freePort() });
    await until(() => launched.output().stderr.includes('starting'));
    launched.process.kill('SIGINT');
    expect((await launched.ended).code).toBe(0);
    expect(launched.output().stdout).toBe('');
    await isAllGone(launched);
  });

  it('after a second signal during a rolling restart, without waiting for an instance that does not end', async () => {
    const launched = await launch({ LAB_PORT: await freePort() });
    await beginRollingRestart(launched);
    await beginRequest(launched, 'api-1');
    launched.process.kill('SIGINT');
    await until(() => launched.output().stderr.includes('stopping'));
    await sleep(anotherKeyPressMs);
    launched.process.kill('SIGINT');
    expect((await launched.ended).code).toBe(130);
    await isAllGone(launched);
  });
});

it('LAB_ADDRESS=::1 serves the page there, prints the command to measure it, and leaves nothing behind after SIGKILL', async () => {
  const port = await freePort();
  const launched = await launch({ LAB_PORT: port, LAB_ADDRESS: '::1' });
  await launched.running();
  const origin = `http://[::1]:${port}`;
  const { stdout } = launched.output();
  expect(stdout).toContain(`Open ${origin} in a browser`);
  const visitor = { method: 'POST', headers: { origin, 'content-type': 'application/json' } };
  const body = JSON.stringify({ mode: 'session-redis', username: 'alice' });
  expect((await fetch(`${origin}/lab/clients`, { ...visitor, body })).status).toBe(201);

  const [, command = ''] = /\n {2}(?:LAB_PORT=\d+ )?npm run loadtest (.*?) {2}/.exec(stdout) ?? [];
  const small = ['--users', '7', '--requests', '70', '--repeats', '1', '--client', 'pinned', '--no-reports'];
  const loadtest = await launch({}, ['loadtest', ...command.split(' ').slice(1), ...small, 'session-redis']);
  expect(await loadtest.ended).toMatchObject({ code: 0 });
  expect(loadtest.output().stdout).toContain('session-redis');

  launched.process.kill('SIGKILL');
  expect(await launched.ended).toEqual({ code: null, signal: 'SIGKILL' });
  await isAllGone(launched);
});

it('a port that is taken after the check is one sentence too', { timeout }, async () => {
  const port = await freePort();
  const launched = await launch({ LAB_PORT: port });
  await until(() => launched.output().stderr.includes('starting'));
  const other = createServer().listen(Number(port), '127.0.0.1');
  onTestFinished(() => void other.close());
  expect((await launched.ended).code).toBe(3);
  const { stderr } = launched.output();
  expect(stderr).toMatch(/lab: starting .*\nPort \d+ is in use\. Choose another: LAB_PORT=9090 npm start\n$/);
  await isAllGone(launched);
});

describe('a wrong setting or argument ends it before anything is started', { timeout }, () => {
  // The tests of the configuration have every setting.
  it.each([
    ['AUTH_MODE', 'paseto', 2, 'AUTH_MODE is "paseto"; expected one of session-memory, '],
    ['LAB_ADDRESS', '203.0.113.1', 3, 'This machine has no address 203.0.113.1. Choose another: '],
  ])('%s=%s is exit code %i and one sentence', async (name, value, exitCode, sentence) => {
    const launched = await launch({ LAB_PORT: await freePort(), [name]: value });
    expect((await launched.ended).code).toBe(exitCode);
    expect(launched.output().stderr).toMatch(/^[^\n]+\n$/);
    expect(launched.output().stderr).toContain(sentence);
    expect(await launched.remains()).toEqual([]);
  });
});
