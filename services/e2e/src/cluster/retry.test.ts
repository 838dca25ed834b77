// What nginx does with a request that meets a dead instance, and what of it can be seen.

import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

const events: string[] = [];
let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest({ AUTH_MODE: 'session-sticky' }, { say: (text) => events.push(text) });
}, 30_000);
afterAll(() => cluster?.stop());

interface Seen {
  readonly status: number;
  readonly servedBy: string | null;
  readonly retried: string | null;
}

async function ask(path: string, init: RequestInit = {}): Promise<Seen> {
  const { status, headers, ...answer } = await fetch(`${cluster.url}${path}`, init);
  await answer.body?.cancel();
  return { status, servedBy: headers.get('x-instance-id'), retried: headers.get('x-retried') };
}

/** Asks six times in a row right after a crash, when each of three instances is due twice. */
async function askAfterCrash(path: string): Promise<readonly Seen[]> {
  events.length = 0;
  const [, second] = cluster.instances;
  process.kill(second?.pid ?? expect.fail('no second instance'), 'SIGKILL');
  const answers: Seen[] = [];
  for (let i = 0; i < 6; i += 1) answers.push(await ask(path));
  await until(() => events.some((event) => event.startsWith('api-2 is back')));
  await until(async () => (await ask('/no-retry/api/instance')).servedBy === 'api-2');
  return answers;
}

it('serves the same API below /no-retry: the modes, their balancing, and the mode of AUTH_MODE', async () => {
  const logIn = (path: string) =>
    fetch(`${cluster.url}/no-retry/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'vu-0001', password: 'demo' }),
    });
  const answer = await logIn('/login');
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  expect(cookie).toMatch(/sid-session-sticky=.*; route=[0-9a-f]{32}$/);
  const issuer = answer.headers.get('x-instance-id');
  for (let i = 0; i < 4; i += 1) {
    const path = i % 2 === 0 ? '/no-retry/api/me' : '/api/session-sticky/me';
    expect(await ask(path, { headers: { cookie } })).toMatchObject({ status: 200, servedBy: issuer });
  }
  expect((await logIn('/jwt-shared-key/login?a=b')).headers.getSetCookie()).toEqual([]);
});

it.each([
  '/no-retry',
  '/no-retry/',
  '/no-retry/livez',
  '/no-retry/storage/',
  '/no-retry/no-retry/api/instance',
])('%s is nothing', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404, servedBy: 'nginx' });
});

it('asks another instance, and marks the answer', async () => {
  const answers = await askAfterCrash('/api/instance');
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  const marked = answers.filter(({ retried }) => retried !== null);
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.every(({ retried, servedBy }) => retried === '1' && servedBy !== 'api-2')).toBe(true);
}, 30_000);

it('below /no-retry nginx asks no other instance, and says so', async () => {
  const answers = await askAfterCrash('/no-retry/api/instance');
  const lost = answers.filter(({ status }) => status !== 200);
  expect(lost.length).toBeGreaterThan(0);
  for (const each of lost) expect(each).toEqual({ status: 502, servedBy: 'nginx', retried: null });
  expect(answers.filter(({ retried }) => retried !== null)).toEqual([]);
}, 30_000);

it('marks nothing while all is well, and the refusal when every instance was tried in vain', async () => {
  expect((await ask('/api/instance')).retried).toBeNull();
  events.length = 0;
  for (const { pid } of cluster.instances) process.kill(pid, 'SIGKILL');
  expect(await ask('/api/instance')).toEqual({ status: 502, servedBy: 'nginx', retried: '1' });
  await until(() => events.filter((event) => /^api-\d is back/.test(event)).length === 3);
  await until(async () => (await ask('/api/instance')).status === 200);
}, 30_000);
