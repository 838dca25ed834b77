// Tokens with a good signature that must be refused because of their claims.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postLogin } from '../../testing/client.js';
import { useTestRedis } from '../../testing/redis-server.js';
import {
  buildTokenInstance,
  encode,
  expectAccepted,
  expectRefused,
  signWith,
  type TokenInstance,
  tokenModes,
} from '../../testing/token-instance.js';

const redis = useTestRedis();

const now = () => Math.floor(Date.now() / 1000);
const others = (mode: string) => tokenModes.filter(({ name }) => name !== mode).map(({ name }) => name);
const audience = (mode: string) => `https://scale-out-lab.example/api/${mode}`;

const modeClaim = 'https://scale-out-lab.example/claims/mode';
/** A day from then on. An `nbf` that has passed lets it in, unless something else refuses it. */
const life = (iat: number) => ({ iat, exp: iat + 86_400 });

type Claims = Readonly<Record<string, unknown>>;

const claimSwaps: readonly [string, string, (mode: string) => Claims][] = [
  ['that has expired', 'expired', () => ({ exp: now() - 1 })],
  ['that expires this second', 'expired', () => ({ exp: now() })],
  ['with a negative exp', 'expired', () => ({ exp: -1 })],
  ['with a string for exp', 'invalid-claims', () => ({ exp: `${now() + 60}` })],
  ['with a fraction for exp', 'invalid-claims', () => ({ exp: now() + 60.5 })],
  ['with true for exp', 'invalid-claims', () => ({ exp: true })],
  ['with null for exp', 'invalid-claims', () => ({ exp: null })],
  ['with a list for exp', 'invalid-claims', () => ({ exp: [now() + 60] })],
  ['with an exp that no clock reaches', 'invalid-claims', () => ({ exp: 1e300 })],
  ['that lives for longer than any', 'invalid-claims', () => ({ exp: now() + 86_400 * 366 })],
  ['that lives a second longer than a day', 'invalid-claims', () => ({ iat: now(), exp: now() + 86_401 })],
  ['that is good for a day from tomorrow on', 'invalid-claims', () => life(now() + 86_400)],
  ['that is good for a day in the year 9999', 'invalid-claims', () => life(253_402_214_400)],
  ['that was issued in the future', 'invalid-claims', () => ({ iat: now() + 60 })],
  ['that is not valid yet', 'invalid-claims', () => ({ nbf: now() + 60 })],
  ['with a string for nbf', 'invalid-claims', () => ({ nbf: '0' })],
  ['with a string for iat', 'invalid-claims', () => ({ iat: '0' })],
  ['of another issuer', 'invalid-claims', () => ({ iss: 'https://elsewhere.example' })],
  ['with a list of issuers', 'invalid-claims', () => ({ iss: ['https://scale-out-lab.example'] })],
  ['for another mode', 'invalid-claims', (mode) => ({ aud: audience(others(mode)[0] ?? '') })],
  ['for all other modes', 'invalid-claims', (mode) => ({ aud: others(mode).map(audience) })],
  ['for no mode', 'invalid-claims', () => ({ aud: [] })],
  ['for a part of the mode', 'invalid-claims', (mode) => ({ aud: audience(mode).slice(0, -1) })],
  ['for an object', 'invalid-claims', (mode) => ({ aud: { [audience(mode)]: true } })],
  ['with a number for sub', 'invalid-claims', () => ({ sub: 1 })],
  ['with an empty sub', 'invalid-claims', () => ({ sub: '' })],
  ['whose sub is another user', 'invalid-claims', () => ({ sub: 'alice' })],
  ['that shows the name of another user', 'invalid-claims', () => ({ username: 'alice' })],
  ['whose sub differs in case', 'invalid-claims', () => ({ sub: 'VU-0001' })],
  ['that names another mode', 'invalid-claims', (mode) => ({ [modeClaim]: others(mode)[0] })],
  ['that names a list of modes', 'invalid-claims', (mode) => ({ [modeClaim]: [mode] })],
  ['with a number for client_id', 'invalid-claims', () => ({ client_id: 1 })],
  ['with a number for jti', 'invalid-claims', () => ({ jti: 1 })],
  ['with a number for username', 'invalid-claims', () => ({ username: 1 })],
  ['with a list for username', 'invalid-claims', () => ({ username: ['vu-0001'] })],
  ['with an object for username', 'invalid-claims', () => ({ username: { toString: 'vu-0001' } })],
  ['with a number for sid', 'invalid-claims', () => ({ sid: 1 })],
  ['with an empty sid', 'invalid-claims', () => ({ sid: '' })],
  ['with null for issued_by', 'invalid-claims', () => ({ issued_by: null })],
];

const requiredClaims = [
  ...['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'client_id', 'username', 'issued_by'],
  modeClaim,
];

const types: readonly [string, unknown][] = [
  ['that calls itself a JWT', 'JWT'],
  ['that is an ID token', 'id_token+jwt'],
  ['that is a log-out token', 'logout+jwt'],
  ['without a type', undefined],
  ['with an empty type', ''],
  ['with a list of types', ['at+jwt']],
  ['with a type that contains the right one', 'xat+jwt-y'],
];

/** Payloads that are no set of claims. */
const payloads: readonly [string, unknown][] = [
  ['null', null],
  ['a list', []],
  ['a JSON string', '"vu-0001"'],
  ['a number', 1],
  ['true', true],
  ['text', 'vu-0001'],
  ['nothing', ''],
  ['half an object', '{"sub":'],
  ['two objects', '{}{}'],
  ['an object after a byte order mark', '\u{feff}{}'],
  ['no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
];

describe.each(tokenModes)('$name', (mode) => {
  let instance: TokenInstance;
  const sign = (header: Claims, payload: unknown) =>
    signWith(instance.keys.signingKey, { ...instance.header, ...header }, payload);

  beforeAll(async () => {
    instance = await buildTokenInstance(afterAll, mode, redis);
  });

  it('accepts a token with the same claims and another jti', async () => {
    await expectAccepted(instance, await sign({}, { ...instance.claims, jti: 'another' }));
    const aud = [audience('other'), audience(mode.name)];
    await expectAccepted(instance, await sign({ typ: 'application/AT+JWT' }, { ...instance.claims, aud }));
  });

  it('accepts a token that lives for a day, and one from an issuer 30 s ahead', async () => {
    const iat = now();
    await expectAccepted(instance, await sign({}, { ...instance.claims, jti: 'day', ...life(iat) }));
    await expectAccepted(instance, await sign({}, { ...instance.claims, jti: 'ahead', ...life(iat + 30) }));
  });

  it.each(claimSwaps)('refuses a signed token %s', async (_what, code, swap) => {
    await expectRefused(instance, await sign({}, { ...instance.claims, ...swap(mode.name) }), code);
  });

  it.each(requiredClaims)('refuses a signed token without %s', async (claim) => {
    expect(Object.keys(instance.claims)).toContain(claim);
    await expectRefused(
      instance,
      await sign({}, { ...instance.claims, [claim]: undefined }),
      'invalid-claims',
    );
  });

  it.each(types)('refuses a signed token %s (typ)', async (_what, typ) => {
    await expectRefused(instance, await sign({ typ }, instance.claims), 'invalid-claims');
  });

  it.each(payloads)('refuses a signed token with the payload %s', async (_what, payload) => {
    await expectRefused(instance, await sign({}, payload), 'malformed');
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('refuses a signed token around one of "%s"', async (alg) => {
    const inner = `${encode({ ...instance.header, alg })}.${encode(instance.claims)}.`;
    await expectRefused(instance, await sign({ cty: 'JWT' }, inner), 'malformed');
  });

  it.each(tokenModes.filter(({ name }) => name !== mode.name))(
    'refuses a token that $name has issued',
    async ({ name }) => {
      const { access_token: token } = (await postLogin(instance.app, name)).json();
      await expectAccepted({ ...instance, mode: name }, token);
      await expectRefused(instance, token, 'invalid-claims', 'bad-signature');
    },
  );
});
