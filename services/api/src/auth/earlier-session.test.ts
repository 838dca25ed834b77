// A session that an earlier version created: its ID has no tag.
import { Signer } from '@fastify/cookie';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { startTestCluster, testSecrets } from '../testing/build-test-app.js';
import { getMe } from '../testing/client.js';

const { one, redis } = await startTestCluster();

it('a session of an earlier version is refused, although Redis has it', async () => {
  const id = `${'A'.repeat(32)}.api-1`;
  const client = new Redis(redis.path);
  onTestFinished(() => client.disconnect());
  const logIn = { username: 'vu-0001', issuedBy: 'api-1', device: 'curl', createdAt: 0, expiresAt: 2e12 };
  await client.set(`log-in:session-redis:${id}`, JSON.stringify(logIn));
  const cookie = `sid-session-redis=${encodeURIComponent(new Signer(testSecrets.SESSION_SECRET).sign(id))}`;
  const answer = await getMe(one, 'session-redis', { cookie });
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'malformed']);
});
