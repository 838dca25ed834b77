import { expect, it } from 'vitest';
import { cpuSeconds, parseTicks } from './cpu.js';
import type { Cost } from './measure.js';
import { medians, renderHeld, renderScale, slopes } from './report.js';

const cost = (instances: number, seconds: number, mode = 'jwt-shared-key'): Cost => ({
  mode,
  instances,
  users: 10,
  requests: 1000,
  cpuSecondsPerThousand: { instances: seconds, nginx: 0.02, redis: 0 },
});

it('the processor time of a process is read behind a name with brackets and spaces', () => {
  const fields = ['S', ...Array.from({ length: 10 }, () => '1'), '250', '50', '0', '0'];
  expect(parseTicks(`42 (nginx: (a) worker) ${fields.join(' ')}`)).toBe(300);
});

it('the processor time of this process grows as it works', () => {
  const before = cpuSeconds(process.pid);
  const deadline = Date.now() + 30_000;
  while (cpuSeconds(process.pid) === before && Date.now() < deadline);
  expect(cpuSeconds(process.pid)).toBeGreaterThan(before);
});

it('the medians of the rounds keep the order of the measurements', () => {
  const found = medians([cost(3, 0.3), cost(3, 0.1), cost(1, 0.5), cost(3, 0.2), cost(1, 0.7)]);
  expect(found.map(({ instances, cpuSecondsPerThousand: cpu }) => [instances, cpu.instances])).toEqual([
    [3, 0.2],
    [1, 0.6],
  ]);
});

it('the slope is that of a straight line: 30 µs with one instance, and 8 more for each further one', () => {
  const [slope] = slopes([1, 2, 3, 5, 9].map((n) => cost(n, (30 + 8 * (n - 1)) / 1000)));
  expect(slope?.atOneUs).toBeCloseTo(30);
  expect(slope?.perInstanceUs).toBeCloseTo(8);
});

it('one number of instances has no slope', () => {
  expect(slopes([cost(3, 0.03)])).toEqual([]);
  expect(renderScale([cost(3, 0.03)])).not.toContain('straight line');
});

it('the tables fit 80 columns', () => {
  const lines = renderScale([cost(1, 0.03, 'jwt-published-keys'), cost(9, 1.2, 'jwt-published-keys')]).split(
    '\n',
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines).toContain('jwt-published-keys  9          10     1200          20        0');
});

it('the table of sessions has a dash where log-ins cannot open so many', () => {
  const even = (median: number) => ({ min: median - 1, median, max: median + 1 });
  const row = { mode: 'session-sticky', sessions: 100_000, bytesPerSession: 512 };
  const text = renderHeld([
    { ...row, cpuUs: { instance: even(52), redis: even(1) } },
    { ...row, sessions: 1_000_000, cpuUs: null },
  ]);
  expect(text.split('\n').slice(3, -1)).toEqual([
    'mode            sessions   bytes  instance µs  Redis µs',
    'session-sticky  100,000    512    52 (51–53)   1 (0–2)',
    'session-sticky  1,000,000  512    –            –',
  ]);
});
