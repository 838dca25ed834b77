import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labState } from './lab-state.js';
import { add, clearTallies, countExchanges, emptyTally, resetTalliesOnChange, tallyOf } from './tally.js';
import { choose } from './view.js';

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

it('every request without a 200 counts as failed, also an unanswered one', () => {
  countExchanges(client('a'), [asking(200), asking(401), asking(null), asking(503)]);
  expect(tallyOf('session-memory')).toMatchObject({ sent: 4, lost: 3 });
  expect(tallyOf('session-memory').points.map(({ rate }) => rate)).toEqual([0, 1 / 2, 2 / 3, 3 / 4]);
});

it('only GET /me counts as a request', () => {
  countExchanges(client('b'), [{ kind: 'refresh', status: 200 } as Exchange, asking(200)]);
  expect(tallyOf('session-memory').sent).toBe(1);
});

it('the expected loss of a browser grows with each request after its log-in, and restarts at the next log-in', () => {
  countExchanges(client('c', 'browser'), [asking(200), asking(401)]);
  // By hand: 2/3 + 8/9.
  expect(tallyOf('session-memory').expected).toBeCloseTo(14 / 9, 12);
  countExchanges(client('d', 'browser'), [asking(401)]);
  expect(tallyOf('session-memory').expected).toBeCloseTo(14 / 9 + 2 / 3, 12);
});

it('a reset of the counts keeps the age of the log-in', () => {
  countExchanges(client('e', 'browser'), [asking(200)]);
  clearTallies();
  countExchanges(client('e', 'browser'), [asking(401)]);
  expect(tallyOf('session-memory').expected).toBeCloseTo(8 / 9, 12);
});

it('without a known number of instances there is no prediction', () => {
  labState.value = null;
  countExchanges(client('f'), [asking(200)]);
  expect(tallyOf('session-memory').expected).toBeNull();
});

it('a tally keeps at most a thousand points, among them the last one', () => {
  let tally = emptyTally;
  for (let sent = 1; sent <= 5000; sent += 1) tally = add(tally, { status: 401 }, 1);
  expect(tally.points.length).toBeLessThanOrEqual(1000);
  expect(tally.points.at(-1)).toEqual({ sent: 5000, rate: 1, predicted: 1 });
});

describe('the tallies of two compared modes', () => {
  const count = (name: string) =>
    countExchanges({ id: name, mode: name, model: 'pinned' } as LabClient, [asking(200)]);
  const sent = () => ['session-memory', 'session-redis'].map((name) => tallyOf(name).sent);
  let stop: () => void;

  beforeEach(() => {
    choose({ mode: 'session-memory', versus: 'session-redis', model: 'pinned' });
    stop = resetTalliesOnChange();
    count('session-memory');
    count('session-redis');
  });

  afterEach(() => stop());

  it('reset for the mode that is replaced, not for the other', () => {
    choose({ versus: 'jwt-shared-key' });
    choose({ versus: 'session-redis' });
    expect(sent()).toEqual([1, 0]);
  });

  it('reset when the client model changes', () => {
    choose({ model: 'browser' });
    expect(sent()).toEqual([0, 0]);
  });

  it('reset when the number of instances changes', () => {
    labState.value = alive(4);
    expect(sent()).toEqual([0, 0]);
  });

  it('stay when anything else changes', () => {
    choose({ language: 'ko', speed: 'fast' });
    labState.value = alive(3);
    expect(sent()).toEqual([1, 1]);
  });
});
