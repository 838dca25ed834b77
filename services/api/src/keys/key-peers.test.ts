// Instances that share no folder: each one is a separate server, and reads the keys of the others over HTTP.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '@scale-out-lab/core/testing/listen';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { type KnownKeys, knownKeysPath, openKeyPeers } from './key-peers.js';
import { published } from './published.js';

/** The addresses of three instances; no test uses the first. */
let servers: readonly Server[];
let publicKeysUrls: string;

beforeEach(async () => {
  servers = [1, 2, 3].map(() => createServer((_request, response) => response.destroy()));
  const listening = await Promise.all(servers.map(listen));
  publicKeysUrls = listening.map(({ url }) => url).join(',');
  return () => Promise.all(listening.map(({ close }) => close()));
});

function serve(at: number, known: () => unknown): void {
  servers[at]?.removeAllListeners('request');
  servers[at]?.on('request', ({ url }, response) =>
    response.end(url === knownKeysPath ? JSON.stringify(known()) : ''),
  );
}

async function start(at: number, instanceId = `api-${at}`) {
  const keys = await published({ instanceId, publicKeysDir: undefined, publicKeysUrls, jwtTtlSeconds: 900 });
  serve(at, () => keys.known?.());
  const stop = () => {
    keys.close?.();
    serve(at, () => '');
  };
  onTestFinished(stop);
  return { ...keys, stop };
}

/** A look misses an instance that is too busy to answer, so the next ones count too. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000 });
type Started = Awaited<ReturnType<typeof start>>;
const finds = ({ tokens }: Started, kid: string) =>
  eventually(async () => (await tokens.find(kid)) !== undefined);

it('an instance finds the key of an instance that started later', async () => {
  const one = await start(1);
  const two = await start(2);
  await finds(one, two.tokens.kid).toBe(true);
  await eventually(() => one.tokens.trusts(two.tokens.kid)).toBe(true);
});

it('an instance reads the keys of a name in the hosts file, and of an address of IPv6', async () => {
  const one = await start(1);
  const addressOf = (server: Server | undefined) => (server as Server).address() as AddressInfo;
  const other = createServer((_request, response) => response.end(JSON.stringify(one.known?.())));
  await once(other.listen(0, '::1'), 'listening');
  onTestFinished(() => void other.close());
  const urls = [`http://localhost:${addressOf(servers[1]).port}`, `http://[::1]:${addressOf(other).port}`];
  for (const publicKeysUrls of urls) {
    const keys = openKeyPeers(publicKeysUrls, 900);
    onTestFinished(() => keys.close?.());
    await eventually(async () => (await keys.find(one.tokens.kid)) !== undefined).toBe(true);
  }
});

it('an instance gets the key of an ended instance from the others', async () => {
  const gone = await start(1);
  const two = await start(2);
  await finds(two, gone.tokens.kid).toBe(true);
  gone.stop();
  await finds(await start(0), gone.tokens.kid).toBe(true);
});

it('a retired key loses all trust, also if another instance still has a copy of it', async () => {
  const one = await start(1);
  const two = await start(2);
  const old = one.tokens.kid;
  await finds(two, old).toBe(true);
  const copy = JSON.parse(JSON.stringify(two.known?.()));
  serve(0, () => copy);
  await one.rotate();
  expect(await two.tokens.find(old)).toBeDefined();
  await one.retire();
  expect(await one.tokens.find(old)).toBeUndefined();
  await finds(two, old).toBe(false);
  await finds(two, one.tokens.kid).toBe(true);
});

it('a key is trusted no longer than its issuer would renew it, whatever another instance says', async () => {
  const one = await start(1);
  const [key] = one.known?.().keys ?? [];
  const now = Math.floor(Date.now() / 1000);
  serve(0, () => ({
    keys: [
      { ...key, kid: 'for-ever', exp: now + 1e6 },
      { ...key, kid: 'expired', exp: now - 5 },
    ],
    removed: [],
  }));
  await finds(one, 'for-ever').toBe(true);
  expect(await one.tokens.find('expired')).toBeUndefined();
  const served = one.known?.().keys.find(({ kid }) => kid === 'for-ever');
  expect(served?.exp).toBeLessThanOrEqual(now + 900 + 120 + 30);
});

it.each([
  'not JSON',
  null,
  { keys: [{ kid: 'oct', kty: 'oct', k: 'AAAA' }], removed: [] },
  { keys: [], removed: [{ kid: 1 }] },
])('an answer that is no list of public keys is ignored: %j', async (answer) => {
  const one = await start(1);
  serve(0, () => answer);
  expect(await one.tokens.find('oct')).toBeUndefined();
  expect(await one.tokens.publicKeys()).toHaveLength(1);
});

it('an instance names its keys at once while another machine does not answer', async () => {
  servers[0]?.removeAllListeners('request');
  const one = await start(1);
  // A look ends at its timeout of a second. Without one, only promises are between the call and its result.
  const first = await Promise.race([one.names(), sleep(200).then(() => 'a look')]);
  expect(first).toEqual([one.tokens.kid]);
  expect(await Promise.race([one.tokens.publicKeys(), sleep(200)])).toHaveLength(1);
});

it('serves its known keys without a private part, and only where instances share no folder', async () => {
  const peers = await buildTestApp(onTestFinished, { config: { publicKeysUrls } });
  const { keys } = (await peers.inject(knownKeysPath)).json<KnownKeys>();
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'exp', 'kid', 'kty', 'use', 'x', 'y']);
  const alone = await buildTestApp(onTestFinished);
  expect((await alone.inject(knownKeysPath)).statusCode).toBe(404);
});
