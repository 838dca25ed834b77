// Logout tokens: the checks of Back-Channel Logout 1.0 §2.6, one row each.
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { verifyLogoutToken } from './logout-token.js';

const { privateKey, publicKey } = await generateKeyPair('ES256');
const { privateKey: otherKey } = await generateKeyPair('ES256');
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] });
const terms = { issuer: 'http://127.0.0.1:8080/provider', audience: 'scale-out-lab-oidc-redis' };
const event = 'http://schemas.openid.net/event/backchannel-logout';
const now = Math.floor(Date.now() / 1000);
const claims: JWTPayload = {
  ...{ iss: terms.issuer, aud: terms.audience, sub: 'alice', sid: 'of the browser', jti: 'j' },
  ...{ iat: now, exp: now + 120, events: { [event]: {} } },
};

type Changes = Readonly<Record<string, unknown>>;

function sign(changes: Changes = {}, header: Changes = {}, key = privateKey) {
  const entries = Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined);
  const all = { alg: 'ES256', kid: 'k', typ: 'logout+jwt', ...header };
  return new SignJWT(Object.fromEntries(entries)).setProtectedHeader(all).sign(key);
}

const refusal = { code: 'invalid-logout-token', status: 400 };

it.each([
  ['with user and session', {}, { sub: 'alice', sid: 'of the browser', jti: 'j', exp: now + 120 }],
  ['with a user alone', { sid: undefined }, { sub: 'alice' }],
  ['with a session alone', { sub: undefined }, { sid: 'of the browser' }],
  ['for one audience in a list', { aud: [terms.audience] }, { sub: 'alice' }],
])('accepts a token %s', async (_what, changes, expected) => {
  expect(await verifyLogoutToken(await sign(changes), keys, terms)).toMatchObject(expected);
});

it.each(['logout+jwt', 'application/logout+jwt', 'JWT', undefined])('accepts the type %s', async (typ) => {
  await expect(verifyLogoutToken(await sign({}, { typ }), keys, terms)).resolves.toMatchObject({ jti: 'j' });
});

it.each<[string, Changes]>([
  ['of another issuer', { iss: 'http://attacker.example' }],
  ['for another client', { aud: 'scale-out-lab-oidc-cookie' }],
  ['for another client, too', { aud: [terms.audience, 'local-app'] }],
  ['for nobody', { aud: undefined }],
  ['without a time of issue', { iat: undefined }],
  ['of the future', { iat: now + 3600, exp: now + 7200 }],
  ['of an hour ago', { iat: now - 3600 }],
  ['that has expired', { iat: now - 200, exp: now - 100 }],
  ['without an expiry', { exp: undefined }],
  ['without an ID', { jti: undefined }],
  ['with an ID that is no text', { jti: 7 }],
  ['with an ID of 256 characters', { jti: 'j'.repeat(256) }],
  ['without events', { events: undefined }],
  ['with another event', { events: { 'http://schemas.openid.net/event/other': {} } }],
  ['with a log-out that is no object', { events: { [event]: true } }],
  ['with events in a list', { events: [event] }],
  ['with the log-out as a property that each object inherits', { events: { __proto__: { [event]: {} } } }],
  ['with neither user nor session', { sub: undefined, sid: undefined }],
  ['with a session that is no text', { sid: ['of the browser'] }],
  ['with an empty user', { sub: '' }],
  ['with a nonce', { nonce: 'nonce' }],
])('refuses a token %s', async (_what, changes) => {
  await expect(verifyLogoutToken(await sign(changes), keys, terms)).rejects.toMatchObject(refusal);
});

it.each([
  ['of another type', () => sign({}, { typ: 'at+jwt' })],
  ['that another key signed', () => sign({}, {}, otherKey)],
  ['whose key is unknown', () => sign({}, { kid: 'other' })],
  ['without a signature', () => unsigned('none')],
  ['without a signature, in other letters', () => unsigned('nOnE')],
  ['signed with HS256 under the public key', hs256],
  ['that is cut', async () => (await sign()).slice(0, -3)],
  ['that is no JWT', () => 'x'],
])('refuses a token %s', async (_what, forge) => {
  await expect(verifyLogoutToken(await forge(), keys, terms)).rejects.toMatchObject(refusal);
});

function unsigned(alg: string): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg, typ: 'logout+jwt' })}.${encode(claims)}.`;
}

async function hs256(): Promise<string> {
  const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k' }).sign(secret);
}

it('passes on that the keys of the provider cannot be read', async () => {
  const away = () => Promise.reject(new TypeError('fetch failed'));
  await expect(verifyLogoutToken(await sign(), away, terms)).rejects.toThrow('fetch failed');
});
