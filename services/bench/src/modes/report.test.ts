import { expect, it } from 'vitest';
import { type BenchReport, renderReport } from './report.js';

const even = (median: number) => ({ min: median, median, max: median });
const report: BenchReport = {
  schemaVersion: 2,
  environment: { node: 'v20.19.0', cpu: 'Abacus', cores: 2 },
  settings: { rounds: 3, maxRounds: 30, seconds: 0.4, connections: 50 },
  openPerSecond: { min: 19_000, median: 20_000, max: 21_000 },
  perSecond: { 'session-memory': even(16_000), peer: even(5000) },
  ratios: [
    {
      target: 'session-memory',
      to: 'open route',
      goal: 0.65,
      rounds: 9,
      verdict: 'reached',
      min: 0.7,
      median: 0.8,
      max: 0.9,
    },
    { target: 'peer', to: 'open route', rounds: 9, ...even(0.25) },
    {
      target: 'session-memory',
      to: 'peer',
      goal: 4,
      rounds: 9,
      verdict: 'missed',
      min: 3,
      median: 3.2,
      max: 4.1,
    },
  ],
  memory: {
    sessions: 100_000,
    bytesPerSession: 237,
    bytesLeftAfterExpiry: 70_000,
    bytesPerRedisSession: 152,
    bytesPerListedToken: 160,
    bytesPerRevokedToken: 120,
  },
  verdict: 'missed',
};

it('shows speeds, ratios with their spread, goals and weights', () => {
  expect(renderReport(report)).toMatchInlineSnapshot(`
    "Node v20.19.0, Abacus, 2 cores
    3 rounds of 0.4 s, at most 30 while a goal is undecided, 50 connections;
    median (smallest–largest)

    GET of the logged-in user  per second  of the open route  goal
    open route                 20,000
    session-memory             16,000      0.80 (0.70–0.90)   ≥ 0.65 reached
    peer                       5,000       0.25 (0.25–0.25)

    mode            compared with  times as fast     goal
    session-memory  peer           3.20 (3.00–4.10)  ≥ 4 MISSED

    A session weighs 237 bytes in the memory of an instance that holds 100,000 of them,
    and 152 in Redis. Of all the sessions in memory 70,000 bytes were left after their expiry.
    A token of jwt-denylist weighs 160 in Redis while it is listed, and 120 once it is revoked."
  `);
});

it('reports that nothing is left if the heap is smaller than before', () => {
  const memory = { ...report.memory, bytesLeftAfterExpiry: -113_040 };
  expect(renderReport({ ...report, memory })).toContain('nothing was left after their expiry.');
});

it('notes that the machine ran unevenly', () => {
  const uneven = { ...report, openPerSecond: { min: 9000, median: 15_000, max: 21_000 } };
  expect(renderReport(uneven)).toContain('the open route itself went from 9,000 to 21,000 per second');
});

it('names the undecided goals', () => {
  const ratios = report.ratios.map((ratio) =>
    ratio.goal === 4 ? { ...ratio, verdict: 'undecided' as const } : ratio,
  );
  const text = renderReport({ ...report, ratios });
  expect(text).toContain('≥ 4 undecided');
  expect(text).toContain('Undecided after 30 rounds: 1 of the goals');
});
