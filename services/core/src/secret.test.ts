import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { faultOfSecret, findEqualSecrets, randomSecret } from './secret.js';

it.each([
  ['', 'has 0 bytes; it needs at least 32'],
  ['ten bytes!', 'has 10 bytes; it needs at least 32'],
  ['a'.repeat(32), 'repeats itself after 1 character; it must be random'],
  ['changeme'.repeat(4), 'repeats itself after 8 characters; it must be random'],
  [`${'0123456789'.repeat(3)}01234`, 'repeats itself after 10 characters; it must be random'],
  [
    'a secret of thirty-one letters.a secret of thirty-one letters.',
    'repeats itself after 31 characters; it must be random',
  ],
  [
    '0110100110010110100101100110100110010110011010010110',
    'has only 2 different characters; it must be random',
  ],
  ['abcdefghijklmnopqrstuvwxyz0123456789', 'goes along the alphabet; it must be random'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 'goes along the alphabet; it must be random'],
])('%s: %s', (secret, fault) => {
  expect(faultOfSecret(secret)).toBe(fault);
});

it('10,000 random secrets in base64 or hexadecimal have no fault', () => {
  for (let number = 0; number < 5000; number += 1) {
    const bytes = createHash('sha256').update(`secret ${number}`).digest();
    for (const secret of [bytes.toString('base64'), bytes.subarray(0, 16).toString('hex')])
      expect(faultOfSecret(secret), secret).toBeUndefined();
  }
});

it('two equal secrets are named, unless they are not set', () => {
  expect(findEqualSecrets({ one: 'a', two: 'b', three: 'a' })).toEqual(['one', 'three']);
  expect(findEqualSecrets({ one: 'a', two: 'b', three: 'c' })).toBeUndefined();
  expect(findEqualSecrets({ one: undefined, two: undefined, three: '', four: '' })).toBeUndefined();
});

it('a secret has 32 random bytes, none of which is constant or the copy of another', () => {
  const secrets = Array.from({ length: 100 }, () => Buffer.from(randomSecret(), 'base64url'));
  const columns = Array.from({ length: 32 }, (_, index) => secrets.map((secret) => secret[index]).join());
  expect(secrets[0]).toHaveLength(32);
  expect(new Set(columns).size).toBe(32);
  for (const column of columns) expect(new Set(column.split(',')).size).toBeGreaterThan(50);
});
