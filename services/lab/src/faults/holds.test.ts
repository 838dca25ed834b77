import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createHolds, type HoldMeans } from './holds.js';

function recordingMeans(change: Partial<HoldMeans> = {}) {
  const done: string[] = [];
  const record = (what: string) => async (part: string) => void done.push(`${what} ${part}`);
  const [crash, stall, start] = [record('crash'), record('stall'), record('start')];
  return { done, crash, stall, start, held: async () => new Map(), ...change };
}

it('a part that crashed stays down until it is started', async () => {
  const means = recordingMeans();
  const holds = createHolds(means);
  await holds.hold('api-2', 'crash', null);
  expect(holds.of('api-2')).toEqual({ how: 'crash', until: null });
  await holds.start('api-2');
  expect(holds.of('api-2')).toBeNull();
  expect(means.done).toEqual(['crash api-2', 'start api-2']);
});

it('a part that is down is refused another fault, and a part that runs is refused a start', async () => {
  const holds = createHolds(recordingMeans());
  await expect(holds.start('redis')).rejects.toMatchObject({ code: 'already-running' });
  await holds.hold('redis', 'stall', null);
  await expect(holds.hold('redis', 'crash', null)).rejects.toMatchObject({ code: 'already-down' });
  expect(() => holds.requireNone()).toThrow('redis is stalled, and stays so until it is started.');
  expect(() => holds.requireRunning('api-1')).not.toThrow();
});

it('a part starts by itself after the chosen time', async () => {
  const means = recordingMeans();
  const holds = createHolds(means);
  const before = Date.now();
  await holds.hold('api-1', 'stall', 30);
  const until = Date.parse(holds.of('api-1')?.until ?? '');
  expect(until).toBeGreaterThanOrEqual(before + 30);
  expect(until).toBeLessThanOrEqual(Date.now() + 30);
  await sleep(60);
  expect([holds.of('api-1'), means.done]).toEqual([null, ['stall api-1', 'start api-1']]);
});

it('a part that could not be crashed is not held', async () => {
  const means = recordingMeans({ crash: () => Promise.reject(new Error('unreachable')) });
  const holds = createHolds(means);
  await expect(holds.hold('api-1', 'crash', null)).rejects.toThrow('unreachable');
  expect([holds.of('api-1'), means.done]).toEqual([null, ['start api-1']]);
});

it('a part that answers again is held no longer', async () => {
  const holds = createHolds(recordingMeans());
  await holds.hold('api-1', 'crash', null);
  await holds.noticeBack('api-1', performance.now() + 1);
  expect(holds.of('api-1')).toBeNull();
});

it('a part that is held while a look finds it back stays held', async () => {
  const means = recordingMeans();
  const holds = createHolds(means);
  const seenAt = performance.now();
  await holds.hold('api-1', 'crash', null);
  await holds.noticeBack('api-1', seenAt);
  expect([holds.of('api-1')?.how, means.done]).toEqual(['crash', ['crash api-1']]);
});

it('a control room takes over the held parts of an earlier one', async () => {
  const holds = createHolds(recordingMeans({ held: async () => new Map([['redis', 'crash'] as const]) }));
  await holds.resume();
  expect(holds.of('redis')).toEqual({ how: 'crash', until: null });
});

it.each(['start', 'startAll'] as const)(
  '%s starts what another program holds, and keeps the time of what it holds itself',
  async (how) => {
    const others = new Map([
      ['redis-1', 'crash'],
      ['api-1', 'stall'],
    ] as const);
    const means = recordingMeans({ held: async () => others });
    const holds = createHolds(means);
    await holds.hold('api-1', 'stall', 60_000);
    await (how === 'start' ? holds.start('redis-1') : holds.startAll());
    expect(means.done).toContain('start redis-1');
    if (how === 'start') expect(holds.of('api-1')?.until).not.toBeNull();
    holds.close();
  },
);

it('a reset starts every part', async () => {
  const means = recordingMeans();
  const holds = createHolds(means);
  await holds.hold('api-1', 'crash', null);
  await holds.hold('redis', 'stall', 60_000);
  await holds.startAll();
  expect(means.done.slice(2)).toEqual(['start api-1', 'start redis']);
  expect(() => holds.requireNone()).not.toThrow();
});

it('a restart crashes a part and starts it, and does not hold it', async () => {
  const means = recordingMeans();
  const holds = createHolds(means);
  await holds.restart?.('api-1');
  expect([means.done, holds.of('api-1')]).toEqual([['crash api-1', 'start api-1'], null]);
});

it('a supervisor that restarts its parts in any case is named', async () => {
  const holds = createHolds(undefined);
  await expect(holds.hold('api-1', 'crash', null)).rejects.toMatchObject({ code: 'not-possible' });
  expect(holds.isPossible).toBe(false);
});
