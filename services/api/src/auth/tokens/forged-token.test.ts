// Forged tokens with good claims: the header brings, names or points to a key, or names another way to check the token; or the
// signature is not good; or the public key was used as a secret.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Listening, listen } from '@scale-out-lab/core/testing/listen';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestRedis } from '../../testing/redis-server.js';
import {
  buildTokenInstance,
  encode,
  expectAccepted,
  expectRefused,
  signWith,
  signWithBytes,
  type TokenInstance,
  takeApart,
  tokenModes,
  withSignature,
} from '../../testing/token-instance.js';

const redis = useTestRedis();

/** Someone else's key pair, and its public part. */
let attacker: { key: CryptoKey; jwk: JWK };

/** The server at the URL in a forged header. No instance may send it a request. */
let elsewhere: Listening;
let requests = 0;
const url = () => `${elsewhere.url}/jwks.json`;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  attacker = { key: privateKey, jwk: { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'mine' } };
  const server = createServer((_request, response) => {
    requests += 1;
    response.end(JSON.stringify({ keys: [attacker.jwk] }));
  });
  elsewhere = await listen(server);
});

afterAll(async () => {
  await elsewhere.close();
  rmSync(folder, { recursive: true });
  expect(requests).toBe(0);
});

const keyBearing = [
  ['jwk', () => attacker.jwk],
  ['jku', url],
  ['x5u', url],
  ['x5c', () => [Buffer.from('certificate').toString('base64')]],
] as const;

const unheardOf: readonly [string, Record<string, unknown>][] = [
  ['crit with an unknown name', { crit: ['exp2'], exp2: 1 }],
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

const signatures: readonly [string, (token: string) => string][] = [
  ['blank', (token) => withSignature(token, '')],
  ['missing with its dot', (token) => token.replace(/\.[^.]*$/, '')],
  ['"null"', (token) => withSignature(token, 'null')],
  ['"null", encoded', (token) => withSignature(token, encode('null'))],
  ['cut by one byte', (token) => withSignature(token, cut(takeApart(token).signature))],
  ['doubled', (token) => token + takeApart(token).signature],
  ['all zeros (r = s = 0)', (token) => withSignature(token, encode(zeros(token)))],
  ['all ones', (token) => withSignature(token, encode(zeros(token).fill(0xff)))],
  ['of r = s = 1', (token) => withSignature(token, encode(ones(token)))],
  ['that of other claims', (token) => token.replace(/\.[^.]*\./, `.${encode({ sub: 'alice' })}.`)],
];

const zeros = (token: string) => Buffer.alloc(Buffer.from(takeApart(token).signature, 'base64url').length);
const cut = (signature: string) => encode(Buffer.from(signature, 'base64url').subarray(0, -1));
const ones = (token: string) => {
  const bytes = zeros(token);
  bytes[bytes.length / 2 - 1] = 1;
  bytes[bytes.length - 1] = 1;
  return bytes;
};

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

  it.each(kids)('refuses a kid that is %s', async (_what, kid) => {
    const header = { ...instance.header, kid };
    for (const secret of ['', kid, 'known', '/dev/null'])
      await expectRefused(instance, signWithBytes(secret, header, instance.claims), 'bad-signature');
    await expectRefused(instance, await sign({ kid }, attacker.key), 'bad-signature');
    await expectRefused(instance, await sign({ kid }), 'bad-signature');
  });

  it.each([undefined, null, 1, [], {}])('refuses %j as kid', async (kid) => {
    await expectRefused(instance, await sign({ kid }), 'bad-signature', 'malformed');
  });

  it.each(signatures)('refuses a signature that is %s', async (_what, alter) => {
    await expectRefused(instance, alter(instance.token), 'bad-signature', 'malformed');
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('refuses "%s" for an algorithm', async (alg) => {
    const unsecured = `${encode({ ...instance.header, alg })}.${encode(instance.claims)}.`;
    await expectRefused(instance, unsecured, 'bad-signature');
    await expectRefused(instance, unsecured + takeApart(instance.token).signature, 'bad-signature');
    await expectRefused(instance, await sign({ alg }), 'bad-signature');
  });

  it.each(['HS256', 'HS384', 'HS512', 'ES256', 'ES384', 'RS256', 'PS256', 'EdDSA', '', null, undefined])(
    'refuses the name of another algorithm, here %s',
    async (alg) => {
      if (alg === instance.keys.algorithm) return expectAccepted(instance, await sign({ alg }));
      await expectRefused(instance, await sign({ alg }), 'bad-signature', 'malformed');
    },
  );

  it('refuses a signature of another key under a trusted kid', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await expectRefused(instance, await sign({ alg: 'ES256' }, privateKey), 'bad-signature');
    for (const secret of ['', 'secret', 'demo', 'changeme', 'your-256-bit-secret', 'a'.repeat(32)])
      await expectRefused(instance, signWithBytes(secret, instance.header, instance.claims), 'bad-signature');
  });
});

/** The public key, which is not secret (RFC 8725 §2.1). */
describe('the public key used as a secret', () => {
  const published = tokenModes.filter(({ keys }) => keys === 'published');
  let instance: TokenInstance;
  let secrets: Record<string, string | Uint8Array>;

  beforeAll(async () => {
    const [mode] = published;
    if (!mode) throw new Error('no mode publishes its keys');
    instance = await buildTokenInstance(afterAll, mode, redis);
    const jwks = await instance.app.inject('/api/.well-known/jwks.json');
    const [jwk] = jwks.json<{ keys: JWK[] }>().keys;
    const key = await instance.keys.find(instance.keys.kid);
    const pem = await exportSPKI(key as CryptoKey);
    const { kid: _kid, use: _use, alg: _alg, ...bare } = jwk ?? {};
    secrets = {
      PEM: pem,
      'PEM and a line break': `${pem}\n`,
      'PEM without its lines': pem.replace(/-----[A-Z ]+-----|\n/g, ''),
      DER: Buffer.from(pem.replace(/-----[A-Z ]+-----|\n/g, ''), 'base64'),
      'a JWK as it is served': JSON.stringify(jwk),
      'a JWK set as it is served': jwks.body,
      'a bare JWK': JSON.stringify(bare),
      'a point': Buffer.concat([
        Uint8Array.of(4),
        ...[jwk?.x, jwk?.y].map((each = '') => Buffer.from(each, 'base64url')),
      ]),
    };
  });

  it('a public key is refused as an HS256 secret, in every form', async () => {
    await expectAccepted(instance, instance.token);
    for (const secret of Object.values(secrets)) {
      const header = { ...instance.header, alg: 'HS256' };
      await expectRefused(instance, signWithBytes(secret, header, instance.claims), 'bad-signature');
    }
  });
});
