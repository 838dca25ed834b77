// The keys: made once in a folder that all providers share, or by each provider for itself.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadKeys } from './keys.js';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'provider-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('makes keys at the first start, in a file that only its owner can read, and keeps them', async () => {
  const folder = join(makeFolder(), 'new');
  const keys = await loadKeys(folder);
  expect(keys).toMatchObject({ signing: { kty: 'EC', crv: 'P-256', alg: 'ES256', d: expect.any(String) } });
  expect((statSync(join(folder, 'keys.json')).mode & 0o777).toString(8)).toBe('600');
  expect(await loadKeys(folder)).toEqual(keys);
});

it('gives the same keys to providers that start at the same time', async () => {
  const folder = makeFolder();
  const all = await Promise.all(Array.from({ length: 5 }, () => loadKeys(folder)));
  expect(new Set(all.map((keys) => JSON.stringify(keys))).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['keys.json']);
});

it('gives each provider its own keys without a folder', async () => {
  expect(await loadKeys(undefined)).not.toEqual(await loadKeys(undefined));
});

it.each([
  ['own-signing', 'signing', 'cookies'],
  ['own-cookies', 'cookies', 'signing'],
] as const)(
  'with %s gives each provider its own key for %s, and the same for %s',
  async (own, different, same) => {
    const folder = makeFolder();
    const [one, two] = [await loadKeys(folder, own), await loadKeys(folder, own)];
    expect(one[different]).not.toEqual(two[different]);
    expect(one[same]).toEqual(two[same]);
  },
);
