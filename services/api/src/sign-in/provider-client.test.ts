// ID tokens of a hostile provider (OpenID Connect Core §3.1.3.7), and a provider that is down, slow, or sends rubbish.
import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { labClientId } from '@scale-out-lab/core';
import { generateKeyPair, type JWTPayload } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { openSignIn, reachCallback, sendCallback, signInConfig } from '../testing/sign-in.js';
import { sendJson, startTestProvider, type TestProvider } from '../testing/test-provider.js';

/** It keeps the pending sign-in in the cookie, and needs Redis only for the session of a user who is logged in. */
const mode = 'oidc-cookie';
const clientId = labClientId({ name: mode });
const { privateKey: otherKey } = await generateKeyPair('ES256');
const now = () => Math.floor(Date.now() / 1000);
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

async function build(name?: URL) {
  const provider = await startTestProvider(onTestFinished, name);
  const app = await buildTestApp(onTestFinished, { config: signInConfig(provider) });
  return { provider, app, finish: async () => sendCallback(app, await reachCallback(app, provider, mode)) };
}

/** Without Redis, the log-in that follows a right ID token is refused. */
const confirmed = [503, expect.objectContaining({ code: 'store-unavailable' })];
const refused = [403, expect.objectContaining({ code: 'sign-in-failed' })];
const unavailable = [503, expect.objectContaining({ code: 'provider-unavailable' })];

it('accepts a right ID token, at an address that is not in the name of the provider', async () => {
  const { app, finish } = await build(new URL('http://provider.example/provider'));
  const { headers } = await openSignIn(app, mode, '?ui_locales=ko');
  expect(headers.location).toMatch(/^http:\/\/provider\.example\/provider\/auth\?.*ui_locales=ko/);
  const answer = await finish();
  expect([answer.statusCode, answer.json()]).toEqual(confirmed);
});

const claimChanges: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['another issuer', { iss: 'http://attacker.example' }],
  ['an issuer that differs in one character', { iss: 'http://127.0.0.1:8080/provider/' }],
  ['another audience', { aud: 'local-app' }],
  ['another audience beside ours', { aud: [clientId, 'local-app'] }],
  ['another audience beside ours, though we are authorized', { aud: [clientId, 'local-app'], azp: clientId }],
  ['several audiences and another authorized party', { aud: [clientId, 'local-app'], azp: 'local-app' }],
  ['our audience and another authorized party', { azp: 'local-app' }],
  ['no audience', { aud: undefined }],
  ['another nonce', { nonce: 'other' }],
  ['no nonce', { nonce: undefined }],
  ['a time in the past', { iat: now() - 7200, exp: now() - 3600 }],
  ['a time in the future', { iat: now() + 600, exp: now() + 3600 }],
  ['a begin in the future', { nbf: now() + 3600 }],
  ['no time of issue', { iat: undefined }],
  ['no expiry', { exp: undefined }],
  ['no subject', { sub: undefined }],
  ['a subject that is no user', { sub: '__proto__' }],
];

it.each(claimChanges)('refuses an ID token with %s', async (_what, changes) => {
  const { provider, finish } = await build();
  provider.makeIdToken = (claims) => provider.sign({ ...claims, ...changes });
  const answer = await finish();
  expect([answer.statusCode, answer.json()]).toEqual(refused);
});

it.each<[string, (claims: JWTPayload, provider: TestProvider) => string | Promise<string>]>([
  ['no signature, alg "none"', (claims) => `${encode({ alg: 'none' })}.${encode(claims)}.`],
  ['no signature, alg "nOnE"', (claims) => `${encode({ alg: 'nOnE' })}.${encode(claims)}.`],
  ['a signature of another key', (claims, { sign }) => sign(claims, 'k', otherKey)],
  ['the name of another key', (claims, { sign }) => sign(claims, 'other')],
  ['HS256 under the public key', (claims, { publicKey }) => hs256(claims, publicKey)],
  ['HS256 under the name of the client', (claims) => hs256(claims, clientId)],
  ['a signature that is cut', async (claims, { sign }) => (await sign(claims)).slice(0, -2)],
  ['claims of another user under a real signature', swapClaims],
])('refuses an ID token with %s', async (_what, forge) => {
  const { provider, finish } = await build();
  provider.makeIdToken = async (claims) => forge(claims, provider);
  const answer = await finish();
  expect([answer.statusCode, answer.json()]).toEqual(refused);
});

function hs256(claims: JWTPayload, secret: string): string {
  const input = `${encode({ alg: 'HS256', kid: 'k' })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

async function swapClaims(claims: JWTPayload, { sign }: TestProvider): Promise<string> {
  const [header, , signature] = (await sign(claims)).split('.');
  return `${header}.${encode({ ...claims, sub: 'bob' })}.${signature}`;
}

it('gives a stolen code no log-in: the verifier of another sign-in is the wrong one', async () => {
  const { provider, app } = await build();
  const [victim, attacker] = [
    await reachCallback(app, provider, mode),
    await reachCallback(app, provider, mode),
  ];
  attacker.url.searchParams.set('code', victim.url.searchParams.get('code') ?? '');
  const answer = await sendCallback(app, attacker);
  expect([answer.statusCode, answer.json()]).toEqual(refused);
  expect(answer.json().detail).toContain('invalid_grant');
});

describe('a provider that gives no valid answer', () => {
  const html = '<!doctype html><script>alert(1)</script>';

  it.each<[string, string, Parameters<TestProvider['answers']['set']>[1]]>([
    ['fails', '/token', (response) => sendJson(response, 500, {})],
    ['hangs up', '/token', (response) => response.destroy()],
    ['is silent', '/token', () => {}],
    [
      'stops in the middle',
      '/token',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
    [
      'sends a page',
      '/token',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html),
    ],
    [
      'sends text that is no JSON',
      '/token',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(html),
    ],
    [
      'sends the instance elsewhere',
      '/token',
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['fails to send its keys', '/jwks', (response) => sendJson(response, 500, {})],
  ])('at the callback: it %s', async (_what, path, answerWrongly) => {
    const { provider, finish } = await build();
    provider.answers.set(path, answerWrongly);
    const answer = await finish();
    expect([answer.statusCode, answer.json()]).toEqual(unavailable);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.cookies).toMatchObject([{ value: '', maxAge: 0 }]);
    expect(answer.body).not.toMatch(/[<>]/);
  });

  it.each<[string, Parameters<TestProvider['answers']['set']>[1]]>([
    ['fails', (response) => sendJson(response, 500, {})],
    ['sends a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html)],
    ['has another name', (response) => sendJson(response, 200, { issuer: 'http://attacker.example' })],
    ['names no endpoint', (response) => sendJson(response, 200, {})],
  ])('at the beginning: it %s, and the next sign-in tries again', async (_what, answerWrongly) => {
    const { provider, app } = await build();
    provider.answers.set('/.well-known/openid-configuration', answerWrongly);
    const answer = await openSignIn(app, mode);
    expect([answer.statusCode, answer.json()]).toEqual(unavailable);
    expect(answer.cookies).toEqual([]);
    provider.answers.clear();
    expect((await openSignIn(app, mode)).statusCode).toBe(302);
  });

  it('at the callback: it has no keys', async () => {
    const { provider, finish } = await build();
    provider.answers.set('/jwks', (response) => sendJson(response, 200, { keys: [] }));
    const answer = await finish();
    expect([answer.statusCode, answer.json()]).toEqual(refused);
  });

  it('at the callback: it sends no ID token', async () => {
    const { provider, finish } = await build();
    provider.answers.set('/token', (response) =>
      sendJson(response, 200, { access_token: 'a', token_type: 'Bearer' }),
    );
    const answer = await finish();
    expect([answer.statusCode, answer.json()]).toEqual(refused);
  });

  it('at the callback: the text of its refusal is not repeated', async () => {
    const { provider, finish } = await build();
    provider.answers.set('/token', (response) =>
      sendJson(response, 400, { error: html, error_description: html }),
    );
    const answer = await finish();
    expect([answer.statusCode, answer.json()]).toEqual(refused);
    expect(answer.body).not.toMatch(/[<>]/);
  });

  it('at the callback: its answer never ends, and the instance stops reading', async () => {
    const { provider, finish } = await build();
    let sentBytes = 0;
    provider.answers.set('/token', (response) => {
      const { socket } = response;
      response.on('close', () => {
        sentBytes = socket?.bytesWritten ?? 0;
      });
      sendForever(response);
    });
    const answer = await finish();
    expect([answer.statusCode, answer.json()]).toEqual(unavailable);
    await expect.poll(() => sentBytes).toBeGreaterThan(256 * 1024);
    // The bytes in the sockets are additional.
    expect(sentBytes).toBeLessThan(32 * 1024 * 1024);
  });
});

function sendForever(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const write = () => {
    while (!response.destroyed && response.write('"'.repeat(65_536)));
  };
  response.on('drain', write);
  write();
}
