// Traffic at a server that counts for itself and misbehaves: requests and answers must balance.
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { modeNamed } from '@scale-out-lab/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type LabOptions, startLabServer } from '../testing/lab-server.js';
import { findSaturation } from './arrivals.js';
import type { LedgerEntry } from './sender.js';
import { startTraffic, type TrafficPlan } from './traffic.js';

vi.setConfig({ testTimeout: 30_000 });

const never = new AbortController().signal;
const modes = ['session-memory', 'session-redis', 'jwt-shared-key', 'jwt-refresh'].map(modeNamed);

async function start(options: LabOptions, plan: Partial<TrafficPlan> = {}, signal = never) {
  const server = await startLabServer(options);
  onTestFinished(() => server.close());
  const usual = {
    url: server.url,
    modes,
    usersPerMode: 7,
    requestsPerSecond: 400,
    writeShare: 0.2,
    firstUser: 1,
    maxInFlight: 256,
  };
  const traffic = await startTraffic({ ...usual, ...plan }, signal);
  onTestFinished(() => traffic.stop());
  return { server, traffic };
}

const count = <Item>(items: readonly Item[], isCounted: (item: Item) => boolean) =>
  items.filter(isCounted).length;
const isRead = ({ kind }: LedgerEntry) => kind === 'read';

/** Each request arrived once, those sent again twice, and the server got no other request. */
function expectBalance(requestIds: readonly string[], entries: readonly LedgerEntry[]) {
  const expected = entries.flatMap(({ id, isResent }) => (isResent ? [id, id] : [id]));
  expect(requestIds.map(Number).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
}

it('every kind of request is counted by the server as in the ledger', async () => {
  const { server, traffic } = await start({});
  await sleep(1000);
  await traffic.stop();
  const { entries } = traffic.ledger;
  expectBalance(server.requestIds, entries);
  expect(count(entries, isRead)).toBe(server.counts.requests);
  expect(count(entries, (entry) => isRead(entry) && entry.outcome === 'ok')).toBe(server.counts.ok);
  expect(count(entries, ({ kind }) => kind === 'logIn')).toBe(server.counts.logIns);
  expect(count(entries, ({ outcome }) => outcome === 'error')).toBe(0);
  expect(traffic.population).toHaveLength(28);
  expect(traffic.population.every(({ issuer }) => issuer?.startsWith('test-'))).toBe(true);

  const flowing = entries.filter(({ sentAt }) => sentAt >= traffic.startedAt);
  expect(count(flowing, ({ username }) => username > 'vu-0007') / flowing.length).toBeCloseTo(0.2, 1);
  expect(new Set(flowing.map(({ kind }) => kind))).toEqual(new Set(['read', 'logIn', 'logOut', 'refresh']));
});

it('a portable mode loses nothing when the server closes connections after seven answers each', async () => {
  const { server, traffic } = await start({ keepAliveLimit: 7 }, { modes: modes.slice(1) });
  await sleep(1000);
  await traffic.stop();
  const { entries } = traffic.ledger;
  expect(count(entries, ({ outcome }) => outcome !== 'ok')).toBe(0);
  expect(count(entries, ({ isSocketReused }) => !isSocketReused)).toBe(server.connections());
  expectBalance(server.requestIds, entries);
});

it('an answer that is cut short counts as one error and is not requested again', async () => {
  const { server, traffic } = await start({ dropEvery: 10 });
  await sleep(1000);
  await traffic.stop();
  const errors = traffic.ledger.entries.filter(({ outcome }) => outcome === 'error');
  expect(server.counts.dropped).toBeGreaterThan(10);
  expect(errors).toHaveLength(server.counts.dropped);
  expect(count(errors, ({ isResent, status }) => !isResent && status === undefined)).toBe(errors.length);
  expectBalance(server.requestIds, traffic.ledger.entries);
});

it('reads are sent again after a reset connection, and nothing else is', async () => {
  // The first after the population's 28 log-ins, without which there is no traffic.
  const { server, traffic } = await start({ resetEvery: 29 });
  await sleep(1000);
  await traffic.stop();
  const { entries } = traffic.ledger;
  const resent = entries.filter(({ isResent }) => isResent);
  const lost = entries.filter(({ outcome }) => outcome === 'error');
  expect(resent.length).toBeGreaterThan(5);
  expect(resent.every(isRead)).toBe(true);
  expect(lost.length).toBeGreaterThan(0);
  expect(count(lost, (entry) => isRead(entry) && entry.isSocketReused && !entry.isResent)).toBe(0);
  // Every reset is one request sent again or one lost, or both when the second try was reset too.
  expect(resent.length + lost.length).toBe(Math.floor(server.requestIds.length / 29));
  expectBalance(server.requestIds, entries);
});

it('requests keep their pace when the server crashes, and the ledger balances', async () => {
  const { server, traffic } = await start({});
  await sleep(400);
  await server.close();
  await sleep(400);
  await traffic.stop();
  const { entries } = traffic.ledger;
  const flowing = entries.filter(({ sentAt }) => sentAt >= traffic.startedAt);
  expect(flowing).toHaveLength(traffic.offered().due);
  expect(flowing.length).toBeGreaterThan(280);
  expect(count(flowing, ({ code }) => code === 'ECONNREFUSED')).toBeGreaterThan(100);
  const arrived = new Set(server.requestIds);
  expect(count(entries, ({ id, outcome }) => outcome === 'ok' && !arrived.has(String(id)))).toBe(0);
});

it('traffic ends at once on abort, and the ledger has requests under way as aborted', async () => {
  const abort = new AbortController();
  const { server, traffic } = await start({ hangs: true }, {}, abort.signal);
  await sleep(300);
  const abortedAt = performance.now();
  abort.abort();
  await traffic.stop();
  expect(performance.now() - abortedAt).toBeLessThan(1000);
  const reads = traffic.ledger.entries.filter(isRead);
  expect(reads.length).toBeGreaterThan(20);
  expect(count(reads, ({ code, outcome }) => code === 'aborted' && outcome === 'error')).toBe(reads.length);
  const { length } = traffic.ledger.entries;
  await sleep(100);
  expect(traffic.ledger.entries).toHaveLength(length);
  expect(server.requestIds.length).toBeLessThanOrEqual(length);
});

it('requests beyond the limit on requests in flight are counted, and reported as saturation', async () => {
  const abort = new AbortController();
  const { traffic } = await start({ hangs: true }, { maxInFlight: 16, writeShare: 0 }, abort.signal);
  await sleep(300);
  abort.abort();
  await traffic.stop();
  const { due, unsent } = traffic.offered();
  const flowing = traffic.ledger.entries.filter(({ sentAt }) => sentAt >= traffic.startedAt);
  expect(flowing).toHaveLength(16);
  expect(due - unsent).toBe(16);
  expect(findSaturation(traffic.offered())).toContain(`${unsent} of ${due} requests could not be sent`);
});

it('traffic that was stopped is not kept by the signal that can abort it', async () => {
  const { signal } = new AbortController();
  const { traffic } = await start({}, {}, signal);
  await traffic.stop();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('traffic does not begin when a user cannot log in', async () => {
  await expect(start({ refuseLogIns: 503 })).rejects.toThrow(
    /^session-memory, vu-\d{4}: the log-in failed \(store-unavailable\)\.$/,
  );
});

it('traffic does not begin when it is aborted while the population logs in', async () => {
  const abort = new AbortController();
  const starting = start({}, { usersPerMode: 500 }, abort.signal);
  setTimeout(() => abort.abort(new Error('enough')), 20);
  await expect(starting).rejects.toThrow('enough');
});
