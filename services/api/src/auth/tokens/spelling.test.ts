// A token has one spelling. Others that a lenient decoder accepts as equal must not bypass a list of tokens.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getMe } from '../../testing/client.js';
import { useTestRedis } from '../../testing/redis-server.js';
import {
  buildTokenInstance,
  encode,
  expectAccepted,
  expectRefused,
  signInput,
  signWith,
  type TokenInstance,
  tokenModes,
  withSignature,
} from '../../testing/token-instance.js';

const redis = useTestRedis();

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** All texts of the same length that a lenient decoder reads as the same bytes. */
function lenientSpellings(part: string): string[] {
  const bytes = Buffer.from(part, 'base64url');
  const spellings = [...alphabet].map((last) => part.slice(0, -1) + last);
  return spellings.filter((text) => text !== part && Buffer.from(text, 'base64url').equals(bytes));
}

/** The same and a member that makes its encoding leave four bits over. */
function withSpareBits(part: object): object {
  const length = JSON.stringify({ ...part, pad: '' }).length;
  return { ...part, pad: 'x'.repeat((4 - (length % 3)) % 3) };
}

const respelled: readonly [string, (token: string) => string][] = [
  ['padded', (token) => `${token}=`],
  ['padded to a multiple of four', (token) => token.replace(/[^.]*$/, (part) => part.padEnd(88, '='))],
  ['padded in the middle', (token) => token.replace('.', '=.')],
  ['with a space in the signature', (token) => `${token.slice(0, -9)} ${token.slice(-9)}`],
  ['with a tab after the header', (token) => token.replace('.', '\t.')],
  ['with a space before the payload', (token) => token.replace('.', '. ')],
  ['in the other alphabet', (token) => `${token.slice(0, -2)}+/`],
  ['with a dot at the end', (token) => `${token}.`],
  ['with a dot at the front', (token) => `.${token}`],
  ['of five parts', (token) => `${token}..`],
  ['of two parts', (token) => token.slice(0, token.lastIndexOf('.'))],
  ['in quotation marks', (token) => `"${token}"`],
  ['percent-encoded', (token) => token.replaceAll('.', '%2E')],
  ['as JSON', (token) => JSON.stringify({ protected: token })],
];

/** Its question mark becomes an invalid byte. */
function brokenUtf8(part: object): Uint8Array {
  return Buffer.from(JSON.stringify(part)).map((byte) => (byte === '?'.charCodeAt(0) ? 0xff : byte));
}

describe.each(tokenModes)('$name', (mode) => {
  let instance: TokenInstance;
  beforeAll(async () => {
    instance = await buildTokenInstance(afterAll, mode, redis);
    await expectAccepted(instance, instance.token);
  });

  it('refuses spare bits that are set in the signature', async () => {
    const signature = instance.token.split('.')[2] ?? '';
    const spellings = lenientSpellings(signature);
    // 256 bits leave two to spare in their last character, 512 leave four.
    expect(spellings).toHaveLength(instance.keys.algorithm === 'HS256' ? 3 : 15);
    for (const spelling of spellings)
      await expectRefused(instance, withSignature(instance.token, spelling), 'malformed');
  });

  it('refuses spare bits that are set in the header or the payload, even if they are signed', async () => {
    const { header, claims, keys } = instance;
    const [plainHeader, plainClaims] = [encode(withSpareBits(header)), encode(withSpareBits(claims))];
    await expectAccepted(instance, await signInput(keys.signingKey, `${plainHeader}.${plainClaims}`));
    for (const spelling of lenientSpellings(plainHeader))
      await expectRefused(
        instance,
        await signInput(keys.signingKey, `${spelling}.${plainClaims}`),
        'malformed',
      );
    for (const spelling of lenientSpellings(plainClaims))
      await expectRefused(
        instance,
        await signInput(keys.signingKey, `${plainHeader}.${spelling}`),
        'malformed',
      );
  });

  it.each(respelled)('refuses a token %s', async (_what, respell) => {
    await expectRefused(instance, respell(instance.token), 'malformed');
  });

  it('refuses a token of more than 4,096 characters', async () => {
    const { header, claims, keys, token } = instance;
    const jti = (length: number) => 'j'.repeat(length);
    const fitting = await signWith(keys.signingKey, header, { ...claims, jti: jti(2600) });
    expect(fitting.length).toBeLessThanOrEqual(4096);
    await expectAccepted(instance, fitting);
    for (const length of [3000, 12_000]) {
      const long = await signWith(keys.signingKey, header, { ...claims, jti: jti(length) });
      expect(long.length).toBeGreaterThan(4096);
      await expectRefused(instance, long, 'malformed');
    }
    await expectRefused(instance, token + 'A'.repeat(16_384), 'malformed');
  });

  it.each([
    ['a header that is a list', []],
    ['a header that is null', null],
    ['a header that is text', 'HS256'],
    ['no header', ''],
    ['a byte order mark before the header', (good: unknown) => `\u{feff}${JSON.stringify(good)}`],
    ['a header that is no UTF-8', (good: unknown) => brokenUtf8({ ...(good as object), note: '?' })],
  ])('refuses %s', async (_what, header) => {
    const { claims, keys } = instance;
    const part = typeof header === 'function' ? header(instance.header) : header;
    await expectRefused(instance, await signWith(keys.signingKey, part, claims), 'malformed');
  });

  it('refuses two tokens at once', async () => {
    const { app, token } = instance;
    const twice = [
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token} ${token}`,
      `Basic x, Bearer ${token}`,
    ];
    for (const authorization of [...twice, 'Bearer']) {
      const answer = await getMe(app, mode.name, { authorization });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'malformed']);
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
    }
  });

  it('an Authorization header of another scheme counts as no credential (RFC 6750 §3.1)', async () => {
    const { app, token } = instance;
    for (const authorization of ['', 'Basic dTpw', `Token ${token}`, `DPoP ${token}`, 'NTLM x', token]) {
      const answer = await getMe(app, mode.name, { authorization });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'missing-credential']);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="scale-out-lab"');
      expect(answer.json().detail).toContain(`"Authorization: Bearer …" nor the cookie "token-${mode.name}"`);
    }
  });

  it('reads the cookie next to a header of another scheme, but not next to a Bearer header', async () => {
    const { app, token } = instance;
    const cookie = `token-${mode.name}=${token}`;
    const ask = (authorization: string) => getMe(app, mode.name, { authorization, cookie });
    expect((await ask('Basic dTpw')).statusCode).toBe(200);
    expect((await ask('Bearer x')).json().code).toBe('malformed');
  });

  it('names the cookie that holds no token', async () => {
    for (const value of ['a b', '"', '%7B%7D']) {
      const answer = await getMe(instance.app, mode.name, { cookie: `token-${mode.name}=${value}` });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'malformed']);
      expect(answer.json().detail).toBe(`The cookie "token-${mode.name}" does not hold a token.`);
    }
  });
});
