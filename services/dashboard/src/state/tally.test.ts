import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { beforeEach, expect, it } from 'vitest';
import { labState } from './lab-state.js';
import { add, clearTallies, countExchanges, emptyTally, tallyOf } from './tally.js';

const client = (id: string, model: LabClient['model'] = 'pinned') =>
  ({ id, mode: 'session-memory', model }) as LabClient;
const asking = (status: number | null) => ({ kind: 'me', status }) as Exchange;
const alive = (count: number) =>
  ({
    instances: Array.from({ length: count }, () => ({ isAlive: true })),
  }) as unknown as typeof labState.value;

beforeEach(() => {
  clearTallies();
  labState.value = alive(3);
});

it('counts what was not answered with 200 as lost, unanswered requests too', () => {
  countExchanges(client('a'), [asking(200), asking(401), asking(null), asking(503)]);
  expect(tallyOf('session-memory')).toMatchObject({ sent: 4, lost: 3 });
  expect(tallyOf('session-memory').points.map(({ rate }) => rate)).toEqual([0, 1 / 2, 2 / 3, 3 / 4]);
});

it('counts only requests that ask who is logged in', () => {
  countExchanges(client('b'), [{ kind: 'refresh', status: 200 } as Exchange, asking(200)]);
  expect(tallyOf('session-memory').sent).toBe(1);
});

it('a browser is expected to lose more with each request after its log-in, and afresh after the next', () => {
  countExchanges(client('c', 'browser'), [asking(200), asking(401)]);
  // By hand: 2/3 + 8/9.
  expect(tallyOf('session-memory').expected).toBeCloseTo(14 / 9, 12);
  countExchanges(client('d', 'browser'), [asking(401)]);
  expect(tallyOf('session-memory').expected).toBeCloseTo(14 / 9 + 2 / 3, 12);
});

it('when counting starts anew, the log-in is as old as it was', () => {
  countExchanges(client('e', 'browser'), [asking(200)]);
  clearTallies();
  countExchanges(client('e', 'browser'), [asking(401)]);
  expect(tallyOf('session-memory').expected).toBeCloseTo(8 / 9, 12);
});

it('predicts nothing as long as nobody said how many instances there are', () => {
  labState.value = null;
  countExchanges(client('f'), [asking(200)]);
  expect(tallyOf('session-memory').expected).toBeNull();
});

it('keeps at most a thousand points, however many requests there are, the last one among them', () => {
  let tally = emptyTally;
  for (let sent = 1; sent <= 5000; sent += 1) tally = add(tally, { status: 401 }, 1);
  expect(tally.points.length).toBeLessThanOrEqual(1000);
  expect(tally.points.at(-1)).toEqual({ sent: 5000, rate: 1, predicted: 1 });
});
