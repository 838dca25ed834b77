// Tokens whose header brings a key, points to one, names a hostile one, or wants to be checked in another way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestRedis } from '../../testing/redis-server.js';
import {
  buildTokenInstance,
  expectAccepted,
  expectRefused,
  signWith,
  signWithBytes,
  type TokenInstance,
  tokenModes,
} from '../../testing/token-instance.js';

const redis = useTestRedis();

/** Someone else's key pair, and what is public about it. */
let attacker: { key: CryptoKey; jwk: JWK };

/** Where a header points to for its key. Nobody may ask. */
const elsewhere = createServer((_request, response) => {
  requests += 1;
  response.end(JSON.stringify({ keys: [attacker.jwk] }));
});
let requests = 0;
let url: string;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  attacker = { key: privateKey, jwk: { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'mine' } };
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/jwks.json`;
});

afterAll(() => {
  elsewhere.close();
  rmSync(folder, { recursive: true });
  expect(requests).toBe(0);
});

const keyBearing = [
  ['jwk', () => attacker.jwk],
  ['jku', () => url],
  ['x5u', () => url],
  ['x5c', () => [Buffer.from('certificate').toString('base64')]],
] as const;

const unheardOf: readonly [string, Record<string, unknown>][] = [
  ['crit with a name that nobody knows', { crit: ['exp2'], exp2: 1 }],
  ['crit with a name that is known', { crit: ['exp'], exp: 1 }],
  ['empty crit', { crit: [] }],
  ['crit that is no list', { crit: 'b64' }],
  ['b64 false', { crit: ['b64'], b64: false }],
  ['b64 true', { crit: ['b64'], b64: true }],
  ['b64 false without crit', { b64: false }],
];

const folder = mkdtempSync(join(tmpdir(), 'lab-kid-'));
writeFileSync(join(folder, 'empty'), '');

const kids: readonly [string, string][] = [
  ['blank', ''],
  ['a path to an empty file', `../../../../../../../..${folder}/empty`],
  ['/dev/null', '../../../../../../../../dev/null'],
  ['a path that does not exist', '/no/such/path.pem'],
  ['a shell command', '$(touch kid)|touch kid;'],
  ['SQL that yields a known key', "' UNION SELECT 'known' -- "],
  ['very long', 'k'.repeat(2000)],
  ['the name of a member of every object', '__proto__'],
];

describe.each(tokenModes)('$name', (mode) => {
  let instance: TokenInstance;
  const sign = (header: object, key = instance.keys.signingKey) =>
    signWith(key, { ...instance.header, ...header }, instance.claims);

  beforeAll(async () => {
    instance = await buildTokenInstance(afterAll, mode, redis);
    await expectAccepted(instance, await sign({ unknown: 'parameters are ignored' }));
  });

  it.each(keyBearing)('refuses a header with %s, even if a trusted key signed it', async (name, value) => {
    const { algorithm } = instance.keys;
    await expectRefused(instance, await sign({ [name]: value() }), 'malformed');
    const forged = { alg: 'ES256', kid: 'mine', [name]: value() };
    const codes = algorithm === 'ES256' ? ['malformed'] : ['bad-signature'];
    await expectRefused(instance, await sign(forged, attacker.key), ...codes);
  });

  it.each(unheardOf)('refuses a header with %s, though the signature is good', async (_what, header) => {
    await expectRefused(instance, await sign(header), 'malformed');
  });

  it.each(kids)('refuses a name of a key (kid) that is %s', async (_what, kid) => {
    const header = { ...instance.header, kid };
    for (const secret of ['', kid, 'known', '/dev/null'])
      await expectRefused(instance, signWithBytes(secret, header, instance.claims), 'bad-signature');
    await expectRefused(instance, await sign({ kid }, attacker.key), 'bad-signature');
    await expectRefused(instance, await sign({ kid }), 'bad-signature');
  });

  it.each([undefined, null, 1, [], {}])('refuses %j for the name of a key (kid)', async (kid) => {
    await expectRefused(instance, await sign({ kid }), 'bad-signature', 'malformed');
  });
});
