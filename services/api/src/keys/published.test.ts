import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
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

it('an instance finds the key of one that started after it', async () => {
  const one = await publish('api-1');
  const two = await publish('api-2');
  expect(one.trusts(two.kid)).toBe(false);
  expect(await one.find(two.kid)).toBeDefined();
  expect(one.trusts(two.kid)).toBe(true);
});

it('publishes no private part', async () => {
  const one = await publish('api-1');
  await publish('api-2');
  const jwks = await one.publicKeys();
  expect(jwks).toHaveLength(2);
  for (const jwk of jwks)
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

/** As if the file had last been renewed so many seconds ago. */
async function age(kid: string, seconds: number): Promise<void> {
  const then = Date.now() / 1000 - seconds;
  await utimes(join(publicKeysDir, `${kid}.json`), then, then);
}

it('no longer trusts a key that was not renewed for longer than a token lives', async () => {
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

it('is not misled by what is no key, or is filed under another name', async () => {
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
  it('is trusted by all as long as its public key is up', async () => {
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

  it('is trusted by nobody within a second of its retirement, and nobody has to ask', async () => {
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

  it("goes with those of earlier lives of the instance, and with nobody else's", async () => {
    const earlier = await publish('api-1');
    const other = await publish('api-1-b');
    const keys = await startPublishing('api-1');
    await keys.retire();
    expect(await keys.tokens.find(earlier.kid)).toBeUndefined();
    expect(await keys.tokens.find(other.kid)).toBeDefined();
  });
});

it('an instance that was held up does not trust what it saw before', async () => {
  const keys = await startPublishing('api-1');
  const two = await publish('api-2');
  const old = keys.tokens.kid;
  await keys.rotate();
  await two.find(old);
  expect(two.trusts(old)).toBe(true);
  await rm(join(publicKeysDir, `${old}.json`));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
  expect(two.trusts(old)).toBe(false);
  expect(await two.find(old)).toBeUndefined();
});
