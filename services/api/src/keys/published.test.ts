import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { published } from './published.js';

let publicKeysDir: string;
beforeEach(async () => {
  publicKeysDir = await mkdtemp(join(tmpdir(), 'lab-keys-'));
  return () => rm(publicKeysDir, { recursive: true });
});

async function startPublishing(instanceId: string) {
  const keys = await published({ instanceId, publicKeysDir, jwtTtlSeconds: 900 });
  onTestFinished(() => keys.close?.());
  return keys;
}

async function publish(instanceId: string) {
  return (await startPublishing(instanceId)).tokens;
}

/** A look is valid for half a second; a slow machine may need that long for the next request. */
async function expectTrusted(keys: Awaited<ReturnType<typeof publish>>, kid: string): Promise<void> {
  const isTrusted = async () => (await keys.find(kid)) !== undefined && keys.trusts(kid);
  await expect.poll(isTrusted).toBe(true);
}

it('an instance finds the key of an instance that started later', async () => {
  // No instance polls.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const one = await publish('api-1');
  const two = await publish('api-2');
  expect(one.trusts(two.kid)).toBe(false);
  expect(await one.find(two.kid)).toBeDefined();
  await expectTrusted(one, two.kid);
});

it('publishes no private part', async () => {
  const one = await publish('api-1');
  await publish('api-2');
  const jwks = await one.publicKeys();
  expect(jwks).toHaveLength(2);
  for (const jwk of jwks)
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

/** As if the file had last been renewed that number of seconds ago. */
async function age(kid: string, seconds: number): Promise<void> {
  const then = Date.now() / 1000 - seconds;
  await utimes(join(publicKeysDir, `${kid}.json`), then, then);
}

it('does not trust a key that was last renewed longer ago than a token lives', async () => {
  const one = await publish('api-1');
  const gone = await publish('gone');
  await age(gone.kid, 1100);
  expect(await one.find(gone.kid)).toBeUndefined();
});

it('trusts its own key even when a sleeping machine has not renewed it', async () => {
  const one = await publish('api-1');
  await age(one.kid, 1100);
  expect(await one.publicKeys()).toHaveLength(1);
  expect(await one.find(one.kid)).toBeDefined();
});

it('removes long stale keys when an instance joins', async () => {
  const gone = await publish('gone');
  await age(gone.kid, 2200);
  const one = await publish('api-1');
  expect(await readdir(publicKeysDir)).toEqual([`${one.kid}.json`]);
});

it('a file that is no key, or has another name than its key, is ignored', async () => {
  const one = await publish('api-1');
  await writeFile(join(publicKeysDir, 'broken.json'), '{');
  await writeFile(join(publicKeysDir, 'null.json'), 'null');
  await writeFile(join(publicKeysDir, 'oct.json'), JSON.stringify({ kid: 'oct', kty: 'oct', k: 'AAAA' }));
  await writeFile(join(publicKeysDir, 'alias.json'), JSON.stringify((await one.publicKeys())[0]));
  for (const kid of ['broken', 'null', 'oct', 'alias', '../broken', ''])
    expect(await one.find(kid)).toBeUndefined();
  expect(await one.publicKeys()).toHaveLength(1);
});

describe('a key pair that was replaced', () => {
  it('a replaced key pair is trusted while its public key is published', async () => {
    const keys = await startPublishing('api-1');
    const two = await publish('api-2');
    const old = keys.tokens.kid;
    await keys.rotate();
    expect(keys.tokens.kid).not.toBe(old);
    for (const kid of [old, keys.tokens.kid]) {
      expect(await two.find(kid)).toBeDefined();
      expect(keys.tokens.trusts(kid)).toBe(true);
    }
    expect(await keys.names()).toEqual([keys.tokens.kid, old, two.kid]);
  });

  it('a retired key pair is trusted by no instance within a second', async () => {
    const keys = await startPublishing('api-1');
    const two = await publish('api-2');
    const old = keys.tokens.kid;
    await keys.rotate();
    await two.find(old);
    await keys.retire();
    expect([keys.tokens.trusts(old), await keys.tokens.find(old)]).toEqual([false, undefined]);
    await sleep(1000);
    expect(two.trusts(old)).toBe(false);
    expect(await two.find(old)).toBeUndefined();
    expect(await readdir(publicKeysDir)).toHaveLength(2);
  });

  it('a retirement removes the keys of earlier starts of the instance, and no key of another', async () => {
    const earlier = await publish('api-1');
    const other = await publish('api-1-b');
    const keys = await startPublishing('api-1');
    await keys.retire();
    expect(await keys.tokens.find(earlier.kid)).toBeUndefined();
    expect(await keys.tokens.find(other.kid)).toBeDefined();
  });
});

it('an instance that was stalled does not trust its old look', async () => {
  const keys = await startPublishing('api-1');
  const two = await publish('api-2');
  const old = keys.tokens.kid;
  await keys.rotate();
  await expectTrusted(two, old);
  await rm(join(publicKeysDir, `${old}.json`));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
  expect(two.trusts(old)).toBe(false);
  expect(await two.find(old)).toBeUndefined();
});
