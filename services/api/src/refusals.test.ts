// Whatever is sent, the answer is a problem with a stable code, and the next request works.
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { getMe, logIn } from './testing/client.js';

const json = 'application/json';
const url = '/api/session-memory/login';

interface Post {
  readonly url: string;
  readonly type?: string;
  readonly payload?: string;
}

const invalidBodies: readonly [string, string][] = [
  ['an empty body called JSON', ''],
  ['a JSON array', '[]'],
  ['a number for a username', '{"username":5,"password":"demo"}'],
  ['null for a password', '{"username":"alice","password":null}'],
  ['a NUL behind the right password', '{"username":"vu-0001","password":"demo\\u0000"}'],
  ['a NUL behind the username', '{"username":"vu-0001\\u0000","password":"demo"}'],
  ['a username of 65 characters', JSON.stringify({ username: 'u'.repeat(65), password: 'demo' })],
  ['a password of 257 characters', JSON.stringify({ username: 'vu-0001', password: 'p'.repeat(257) })],
];

const form = { type: 'application/x-www-form-urlencoded', payload: 'username=a&password=b' };

it.each<[string, Post, number, string]>([
  ['no body', { url }, 400, 'invalid-request'],
  ...invalidBodies.map(([what, payload]): [string, Post, number, string] => {
    return [what, { url, type: json, payload }, 400, 'invalid-request'];
  }),
  ['a form', { url, ...form }, 415, 'unsupported-media-type'],
  ['an unknown mode', { url: '/api/paseto/login', type: json, payload: '{}' }, 404, 'unknown-mode'],
  [
    'an unknown mode and no JSON',
    { url: '/api/paseto/login', type: json, payload: '{' },
    404,
    'unknown-mode',
  ],
  ['an unknown mode and no body', { url: '/api/paseto/login', type: json, payload: '' }, 404, 'unknown-mode'],
  [
    'the path of a GET and no JSON',
    { url: '/api/modes', type: json, payload: '{' },
    405,
    'method-not-allowed',
  ],
  ['an unknown route', { url: '/api/session-memory/nothing' }, 404, 'not-found'],
  ['an unknown path below the keys', { url: '/api/.well-known/nothing' }, 404, 'not-found'],
  ['an unknown route of the weak secret', { url: '/api/weak-secret/nothing' }, 404, 'not-found'],
  ['a path that cannot be decoded', { url: '/api/%E0%A4%A/me' }, 400, 'invalid-request'],
])('a log-in with %s', async (_what, { url, type, payload }, status, code) => {
  const app = await buildTestApp(onTestFinished);
  const headers = type ? { 'content-type': type } : {};
  const answer = await app.inject({
    method: 'POST',
    url,
    headers,
    ...(payload !== undefined && { payload }),
  });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.headers['x-instance-id']).toBe('api-1');
  expect(answer.json()).toMatchObject({
    status,
    code,
    type: expect.stringContaining(code),
    servedBy: 'api-1',
  });
  expect((await getMe(app, 'session-memory', await logIn(app, 'session-memory'))).statusCode).toBe(200);
});

it('QUERY is not a method of any path, with a body or without one', async () => {
  const app = await buildTestApp(onTestFinished);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const lines = 'Host: a\r\nConnection: close\r\n';
  for (const rest of ['\r\n', 'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}']) {
    const answer = await sendRaw(port, `QUERY /api/instance HTTP/1.1\r\n${lines}${rest}`);
    expect(answer).toMatch(/^HTTP\/1.1 405 (.*\r\n)*allow: GET, HEAD\r\n/);
    expect(answer).toContain('"code":"method-not-allowed"');
  }
});

it('a session ID that is too long for any is not found, and the answer does not repeat it', async () => {
  const app = await buildTestApp(onTestFinished);
  const answer = await app.inject({
    method: 'DELETE',
    url: `/api/session-memory/sessions/${'a'.repeat(101)}`,
  });
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found']);
  expect(answer.json().detail).toBe('No path here has a part of more than 100 characters. Check the path.');
});

it('two Authorization lines are refused, even if one is good', async () => {
  const app = await buildTestApp(onTestFinished);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const { authorization } = (await logIn(app, 'jwt-shared-key')) as { authorization: string };
  const askWith = (...lines: readonly string[]) => {
    const headers = ['Host: a', 'Connection: close', ...lines.map((line) => `Authorization: ${line}`)];
    return sendRaw(port, `GET /api/jwt-shared-key/me HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  };
  expect(await askWith(authorization)).toMatch(/^HTTP\/1.1 200 /);
  const other = 'Bearer another.token.here';
  for (const lines of [
    [authorization, other],
    [other, authorization],
    [authorization, authorization],
  ]) {
    const answer = await askWith(...lines);
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(answer).toContain('"code":"malformed"');
  }
});

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

it.each([
  ['username', { username: 'u'.repeat(64), password: 'demo' }],
  ['password', { username: 'vu-0001', password: 'p'.repeat(256) }],
])('a %s of the greatest length is only wrong', async (_what, payload) => {
  const app = await buildTestApp(onTestFinished);
  const answer = await app.inject({ method: 'POST', url, payload });
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'invalid-credentials']);
});
