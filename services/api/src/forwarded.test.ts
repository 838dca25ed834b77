// The headers that the balancer adds to a request, and the addresses of trusted senders.
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { demoUser, postLogin } from './testing/client.js';

const balancer = '10.0.0.2';
const stranger = '203.0.113.7';

async function cookieSetFor(
  mode: string,
  { from, proto, isTls = false }: { from: string; proto: string; isTls?: boolean },
) {
  const app = await buildTestApp(onTestFinished, { config: { isTls } });
  const answer = await app.inject({
    method: 'POST',
    url: `/api/${mode}/login`,
    remoteAddress: from,
    headers: { 'x-forwarded-proto': proto },
    payload: { ...demoUser, transport: 'cookie' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.cookies[0];
}

it.each(['session-memory', 'jwt-shared-key'])(
  'the cookie of %s is Secure exactly where the browser speaks TLS to the balancer',
  async (mode) => {
    expect(await cookieSetFor(mode, { from: balancer, proto: 'https' })).toMatchObject({ secure: true });
    expect(await cookieSetFor(mode, { from: balancer, proto: 'http' })).not.toHaveProperty('secure');
  },
);

it.each(['session-memory', 'jwt-shared-key'])(
  'with LAB_TLS=on, the cookie of %s has the prefix __Host-, and the attributes that a browser then requires',
  async (mode) => {
    const cookie = await cookieSetFor(mode, { from: balancer, proto: 'https', isTls: true });
    expect(cookie).toMatchObject({
      name: expect.stringMatching(/^__Host-(sid|token)-/),
      path: '/',
      secure: true,
    });
    expect(cookie).not.toHaveProperty('domain');
  },
);

it.each(['session-memory', 'jwt-shared-key'])(
  'with LAB_TLS=on, the deletion of a cookie of %s has the attributes without which a browser keeps the cookie',
  async (mode) => {
    const app = await buildTestApp(onTestFinished, { config: { isTls: true } });
    const secure = { 'x-forwarded-proto': 'https' };
    const { cookies } = await postLogin(app, mode, { ...demoUser, transport: 'cookie' }, secure);
    const { name, value } = cookies[0] ?? expect.fail('no cookie');
    const send = (method: 'GET' | 'POST', route: string) => {
      const headers = { ...secure, cookie: `${name}=${encodeURIComponent(value)}` };
      return app.inject({ method, url: `/api/${mode}/${route}`, headers });
    };
    const answers = [await send('POST', 'logout'), await send('GET', 'me')];
    const deleted = answers.flatMap(({ cookies }) => cookies).filter((cookie) => cookie.value === '');
    expect(deleted).not.toEqual([]);
    for (const cookie of deleted) expect(cookie).toMatchObject({ name, path: '/', secure: true });
    // A refused session is deleted, too.
    if (mode === 'session-memory') expect(deleted).toHaveLength(2);
  },
);

it('forwarded headers count only from private addresses', async () => {
  const cookie = await cookieSetFor('session-memory', { from: stranger, proto: 'https' });
  expect(cookie).not.toHaveProperty('secure');
});
