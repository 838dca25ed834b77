import { expect, it } from 'vitest';
import { randomSecret } from './random-secret.js';

it('a secret has 32 random bytes, none of which is constant or the copy of another', () => {
  const secrets = Array.from({ length: 100 }, () => Buffer.from(randomSecret(), 'base64url'));
  const columns = Array.from({ length: 32 }, (_, index) => secrets.map((secret) => secret[index]).join());
  expect(secrets[0]).toHaveLength(32);
  expect(new Set(columns).size).toBe(32);
  for (const column of columns) expect(new Set(column.split(',')).size).toBeGreaterThan(50);
});
