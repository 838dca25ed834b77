// Log-in under attack, on a real cluster: the cost of hundreds of simultaneous wrong passwords for all other users.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, ask } from '../support/ask.js';
import { startClusterForTest } from '../support/cluster.js';
import { createVisitor } from '../support/visitor.js';

/** Each test guesses in another mode, so that no guess counts in the next. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest();
}, 30_000);
afterAll(() => cluster?.stop());

const timeout = 60_000;
const headers = { 'content-type': 'application/json' };
const autocannon = createRequire(import.meta.url).resolve('autocannon');

const postLogin = (mode: string, username: string): Promise<Answer> =>
  ask(cluster.url, { method: 'POST', path: `/api/${mode}/login`, body: { username, password: 'demo' } });

/**
 * Sends 300 wrong log-ins at once, each on a separate connection. A separate process sends them, so that the
 * latencies of the others hold no wait of this one. Resolves to how often each status was answered.
 */
async function attack(mode: string, username: string): Promise<Readonly<Record<string, number>>> {
  const body = JSON.stringify({ username, password: 'wrong' });
  const load = ['-c', '300', '-a', '300', '-t', '20', '--idReplacement', '--json', '-n'];
  const post = ['-m', 'POST', '-H', 'content-type=application/json', '-b', body];
  const args = [autocannon, ...load, ...post, `${cluster.url}/api/${mode}/login`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { statusCodeStats } = JSON.parse(stdout) as { statusCodeStats: Record<string, { count: number }> };
  return Object.fromEntries(Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]));
}

/** The duration of a log-in without an attack: the median of five. */
async function timeLogIn(mode: string): Promise<number> {
  const ms: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    expect((await postLogin(mode, 'minji')).status).toBe(200);
    ms.push(performance.now() - start);
  }
  return ms.sort((one, other) => one - other)[2] as number;
}

/** The answers to other users until the attack is over, and for a moment after it. */
async function watchOthers(mode: string, attacks: Promise<unknown>) {
  const visitor = createVisitor(Number(new URL(cluster.url).port));
  const credential = await visitor.logIn('session-redis');
  const logIns: (Answer & { readonly username: string; readonly ms: number })[] = [];
  const lostRequests: string[] = [];
  let isOver = false;
  async function repeat(everyMs: number, act: () => Promise<void>): Promise<void> {
    for (; !isOver; await sleep(everyMs)) await act();
    await act();
  }
  async function logIn(username: string): Promise<void> {
    const start = performance.now();
    const answer = await postLogin(mode, username);
    logIns.push({ ...answer, username, ms: performance.now() - start });
    if (answer.status === 503) await sleep(1000 * Number(answer.headers['retry-after']));
  }
  async function getMe(): Promise<void> {
    const answer = await visitor.getMe('session-redis', credential);
    const text = await answer.text();
    if (answer.status !== 200) lostRequests.push(text);
  }
  const watching = Promise.all([
    repeat(100, () => logIn('bob')),
    repeat(20, () => logIn('vu-0007')),
    repeat(20, getMe),
  ]);
  await attacks;
  await sleep(500);
  isOver = true;
  await watching;
  const ms = logIns.map((each) => each.ms).sort((one, other) => one - other);
  return {
    logIns,
    refused: logIns.filter(({ status }) => status !== 200),
    p99: ms[Math.ceil(ms.length * 0.99) - 1],
    lostRequests,
  };
}

it.each([
  ['session-memory', 15],
  ['session-redis', 5],
])(
  '%s: 300 wrong passwords of one user at once, twice, delay no other user',
  {
    timeout,
  },
  async (mode, guesses) => {
    // A second, or five times a log-in in peace where the machine is slow or busy.
    const longestMs = Math.max(1000, 5 * (await timeLogIn(mode)));
    const attacks = Promise.all([attack(mode, 'alice'), sleep(1000).then(() => attack(mode, 'alice'))]);
    const { refused, p99, lostRequests } = await watchOthers(mode, attacks);
    expect(refused).toEqual([]);
    expect(p99).toBeLessThan(longestMs);
    expect(lostRequests).toEqual([]);
    const [first, second] = await attacks;
    // On a busy machine some wait too long for their turn, and get 503.
    expect((first['401'] ?? 0) + (second['401'] ?? 0)).toBeLessThanOrEqual(guesses);
    const others = new Set([...Object.keys(first), ...Object.keys(second)]);
    for (const status of ['401', '429', '503']) others.delete(status);
    expect([...others]).toEqual([]);
  },
);

it('wrong passwords of 300 unknown usernames lose no request, and a log-in that retries after Retry-After succeeds', {
  timeout,
}, async () => {
  const mode = 'session-sticky';
  const attacks = attack(mode, 'nobody-[<id>]');
  const { logIns, refused, lostRequests } = await watchOthers(mode, attacks);
  expect(lostRequests).toEqual([]);
  for (const { json } of refused) expect(json).toMatchObject({ status: 503, code: 'overloaded' });
  const ofBob = logIns.filter(({ username }) => username === 'bob').map(({ status }) => status);
  ofBob.forEach((status, index) => {
    if (status === 503) expect(ofBob[index + 1]).toBe(200);
  });
});

it('log-ins whose clients disconnected delay no other log-in', { timeout }, async () => {
  const leaving = Array.from({ length: 80 }, async (_, index) => {
    const path = `${cluster.url}/api/jwt-shared-key/login`;
    const sent = request(path, { method: 'POST', agent: false, headers });
    sent.on('error', () => {});
    sent.end(JSON.stringify({ username: `nobody-${index}`, password: 'wrong' }));
    await once(sent, 'finish');
    await sleep(200);
    sent.destroy();
  });
  await Promise.all(leaving);
  await sleep(300);
  const start = performance.now();
  expect((await postLogin('jwt-shared-key', 'minji')).status).toBe(200);
  expect(performance.now() - start).toBeLessThan(1000);
});
