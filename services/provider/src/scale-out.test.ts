// Several providers behind a balancer: the state and keys that they must share.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestRedis } from '@scale-out-lab/api/testing/redis-server';
import type { FastifyInstance } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowser } from './testing/browser.js';
import { buildProviders } from './testing/build-providers.js';
import { begin, redeem, walk } from './testing/sign-in.js';

const redis = useTestRedis();

function makeKeysDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'provider-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('with state in Redis and shared keys, any provider can continue a sign-in', async () => {
  const providers = await buildProviders({ count: 3, redisPath: redis.path, keysDir: makeKeysDir() });
  const browser = openBrowser(providers);
  const attempt = await begin();
  expect(await redeem(browser, await walk(browser, attempt), attempt)).toMatchObject({ sub: 'vu-0001' });
});

it('with state in memory, the second provider does not know the sign-in of the first', async () => {
  const browser = openBrowser(await buildProviders({ count: 3, keysDir: makeKeysDir() }));
  const page = await browser.open((await begin()).url);
  expect(page.status).toBe(400);
  expect(page.body).toContain('data-code="unknown-interaction"');
  expect(page.headers.get('x-instance-id')).toBe('provider-2');
});

it('with its own keys, a provider does not accept the cookie that another one signed', async () => {
  const browser = openBrowser(await buildProviders({ count: 3, redisPath: redis.path }));
  const page = await browser.open((await begin()).url);
  expect(page.body).toContain('data-code="unknown-interaction"');
});

/** Discovery and token come from the first provider, the keys from the second. */
async function signInWithOwnSigningKeys() {
  const keysDir = makeKeysDir();
  const [first, second] = await buildProviders({
    ...{ count: 2, redisPath: redis.path, keysDir, keys: 'own-signing' },
  });
  if (!first || !second) throw new Error('two providers were built');
  const attempt = await begin();
  const answer = await walk(openBrowser([first]), attempt);
  return { browser: openBrowser([first, first, second]), answer, attempt };
}

it('with its own signing keys, a token of one provider does not verify with the keys of another', async () => {
  const { browser, answer, attempt } = await signInWithOwnSigningKeys();
  await expect(redeem(browser, answer, attempt)).rejects.toThrow(/key/);
});

// OpenID Connect Core §3.1.3.7 allows it for a token that comes straight from the provider. Libraries do it by default.
it('a client that verifies no signature does not detect that each provider has its own signing keys', async () => {
  const { browser, answer, attempt } = await signInWithOwnSigningKeys();
  const claims = await redeem(browser, answer, attempt, { verifiesSignature: false });
  expect(claims).toMatchObject({ sub: 'vu-0001' });
});

it('answers 503 while Redis is down, and works again afterwards', async () => {
  const [provider] = await buildProviders({ redisPath: redis.path, keysDir: makeKeysDir() });
  if (!provider) throw new Error('a provider was built');
  const browser = openBrowser([provider]);
  const attempt = await begin();
  const page = await browser.open(attempt.url);
  redis.freeze();
  const refused = await browser.open(page.url);
  redis.thaw();
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  await expect.poll(async () => (await browser.open(page.url)).status, { timeout: 5000 }).toBe(200);
});

it('a provider ends although a client that is connected sends no request', { timeout: 10_000 }, async () => {
  const [provider] = await buildProviders();
  await provider?.listen({ port: 0, host: '127.0.0.1' });
  const { server } = provider as FastifyInstance;
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  await once(server, 'connection');
  await provider?.close();
});

it('a provider that ends still gives an answer that takes a second', { timeout: 10_000 }, async () => {
  const [provider] = await buildProviders();
  const { server } = provider as FastifyInstance;
  const isAsked = new Promise<void>((resolve) => {
    provider?.get('/slow', () => {
      resolve();
      return sleep(1000, 'late');
    });
  });
  const url = await provider?.listen({ port: 0, host: '127.0.0.1' });
  const answer = fetch(`${url}/slow`).then((answer) => answer.text());
  await isAsked;
  await provider?.close();
  expect([await answer, server.listening]).toEqual(['late', false]);
});
