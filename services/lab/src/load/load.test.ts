import { modeNamed } from '@scale-out-lab/core';
import type { Hold, Incident, InstanceView } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { countLoad } from './count-load.js';
import { predictLoad } from './predict-load.js';

const noon = Date.UTC(2026, 0, 1, 12);
const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString();

it('the loss of the last five seconds falls to none while the total keeps all', () => {
  const count = countLoad();
  for (let tenth = 0; tenth < 100; tenth += 1) {
    const atMs = noon + tenth * 100;
    const isBroken = tenth < 50;
    const mode = isBroken ? 'session-memory' : 'session-redis';
    count.add({ mode, atMs, isOk: !isBroken }, isBroken ? 2 / 3 : 0);
  }
  expect(count.at(noon + 4999).recent).toEqual({ seconds: 5, sent: 100, failed: 50 });
  const { total, recent, history } = count.at(noon + 10_000);
  expect([total, recent]).toEqual([
    { sent: 100, failed: 50 },
    { seconds: 5, sent: 40, failed: 0 },
  ]);
  expect(history).toHaveLength(10);
  expect(history.at(-1)).toEqual({ at: at(9), mode: 'session-redis', sent: 10, failed: 0, predicted: 0 });
});

it('a second older than a minute is dropped', () => {
  const count = countLoad();
  count.add({ mode: 'session-memory', atMs: noon, isOk: true }, 0);
  expect(count.at(noon + 59_000).history).toHaveLength(1);
  expect(count.at(noon + 60_000)).toMatchObject({ history: [], total: { sent: 1 } });
});

function instance(id: string, hold: Hold | null = null, isAlive = true): InstanceView {
  return { id, isAlive, isReady: isAlive, hold, startedAt: 'then' } as InstanceView;
}
const whole = ['api-1', 'api-2', 'api-3'].map((id) => instance(id));
const crash = (seconds: number) => ({ at: at(seconds), what: 'crash', instance: 'api-1' }) as Incident;

it.each([
  ['session-memory', 2 / 3, whole, []],
  ['session-memory', 2 / 3, whole, [crash(-1)]],
  ['session-memory', null, whole, [crash(1)]],
  ['session-memory', null, [...whole.slice(1), instance('api-1', null, false)], []],
  ['session-redis', null, [...whole.slice(1), instance('api-1', { how: 'stall', until: null })], []],
  ['session-redis', 0, whole, [{ ...crash(1), what: 'redis-persistence' } as Incident]],
  ['session-memory', 2 / 3, whole, [{ ...crash(1), what: 'died' } as Incident]],
  ['session-memory', null, [...whole.slice(1), { ...instance('api-1'), startedAt: 'later' }], []],
  ['session-redis', null, whole, [{ ...crash(1), what: 'redis-died' } as Incident]],
  ['session-sticky', 0, whole, [{ ...crash(1), what: 'redis-died' } as Incident]],
  ['session-redis', null, whole, [{ ...crash(1), what: 'node-crash', lostShare: 1 } as Incident]],
  ['session-redis', 0, whole, [{ ...crash(1), what: 'node-crash', lostShare: 0 } as Incident]],
  ['session-memory', 2 / 3, whole, [{ ...crash(1), what: 'node-crash', lostShare: 1 } as Incident]],
  ['session-memory', null, [], []],
] as const)('the load of %s is predicted as %s', (name, predicted, instances, incidents) => {
  const state = { instances, redis: null };
  const mode = modeNamed(name);
  expect(predictLoad(mode, { loggedIn: { at: at(0), instances: whole }, state, incidents })).toBe(predicted);
});
