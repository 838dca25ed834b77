// Tokens whose claims are good and whose signature is not, or whose algorithm is another.
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, it } from 'vitest';
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
    await expectAccepted(instance, instance.token);
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

  it("refuses another's key under a name that is trusted", async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await expectRefused(instance, await sign({ alg: 'ES256' }, privateKey), 'bad-signature');
    for (const secret of ['', 'secret', 'demo', 'changeme', 'your-256-bit-secret', 'a'.repeat(32)])
      await expectRefused(instance, signWithBytes(secret, instance.header, instance.claims), 'bad-signature');
  });
});
