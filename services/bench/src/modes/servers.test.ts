import { catalogue } from '@scale-out-lab/core';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { type Guardian, makeFolder, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureRedis, measureSessionHeap } from './memory.js';
import { type Servers, startServers } from './servers.js';
import { admitVisitors, openRoute, peers, replicated, targetOf } from './targets.js';

const targets = [openRoute, ...catalogue.map(targetOf), ...replicated, ...peers];
let guardian: Guardian;
let servers: Servers;
let context: Parameters<typeof startServers>[2];
const stopping = new AbortController();

beforeAll(async () => {
  const folder = await makeFolder();
  guardian = startGuardian(folder);
  context = { folder, guardian, signal: stopping.signal, say: () => {}, onLine: () => {} };
  servers = await startServers(parseLauncherConfig({ PATH: process.env.PATH }), targets, context);
}, 30_000);
afterAll(async () => {
  stopping.abort();
  await guardian.end();
});

it.each(targets)('$name gives its visitors right answers', async (target) => {
  const origin = servers.originOf(target);
  for (const { headers, isRight } of await admitVisitors(origin, target, 3)) {
    const response = await fetch(origin + target.path, { headers });
    expect([response.status, isRight(await response.text())]).toEqual([200, true]);
  }
});

it('each topology of Redis has its own instance', () => {
  const origins = [openRoute, ...replicated].map((target) => servers.originOf(target));
  expect(new Set(origins).size).toBe(1 + replicated.length);
});

it('a session in Redis weighs a few hundred bytes, and a revoked token less', async () => {
  const memory = await measureRedis(servers.redis, servers.originOf(openRoute));
  expect(memory.bytesPerRedisSession).toBeGreaterThan(memory.bytesPerRevokedToken);
  expect(memory.bytesPerListedToken).toBeGreaterThan(memory.bytesPerRevokedToken);
  expect(memory.bytesPerRedisSession).toBeLessThan(700);
  expect(memory.bytesPerRevokedToken).toBeGreaterThan(36); // the jti is in it
});

it('a session in memory weighs a few hundred bytes, and nothing after its expiry', async () => {
  const { sessions, bytesPerSession, bytesLeftAfterExpiry } = await measureSessionHeap();
  expect(bytesPerSession).toBeLessThan(500);
  expect(bytesLeftAfterExpiry).toBeLessThan(sessions);
}, 30_000);
