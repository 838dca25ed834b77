import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { labState } from './lab-state.js';
import { clearTallies, countExchanges, resetTalliesOnChange, tallyOf } from './tally.js';
import { choose } from './view.js';

const alive = (count: number) =>
  ({
    instances: Array.from({ length: count }, () => ({ isAlive: true })),
  }) as unknown as typeof labState.value;
const count = (mode: string) =>
  countExchanges({ id: mode, mode, model: 'pinned' } as LabClient, [{ kind: 'me', status: 200 } as Exchange]);

let end: () => void;

beforeEach(() => {
  clearTallies();
  labState.value = alive(3);
  choose({ mode: 'session-memory', versus: 'session-redis', model: 'pinned' });
  end = resetTalliesOnChange();
  count('session-memory');
  count('session-redis');
});

afterEach(() => end());

const sent = () => ['session-memory', 'session-redis'].map((mode) => tallyOf(mode).sent);

it('a lane that takes another mode starts anew, the other goes on', () => {
  choose({ versus: 'jwt-shared-key' });
  choose({ versus: 'session-redis' });
  expect(sent()).toEqual([1, 0]);
});

it('another client model starts all anew', () => {
  choose({ model: 'browser' });
  expect(sent()).toEqual([0, 0]);
});

it('another number of instances starts all anew', () => {
  labState.value = alive(4);
  expect(sent()).toEqual([0, 0]);
});

it('what changes none of these goes on counting', () => {
  choose({ language: 'ko', speed: 'fast' });
  labState.value = alive(3);
  expect(sent()).toEqual([1, 1]);
});
