import type { Exchange, LabClient } from '@scale-out-lab/core/wire';
import { beforeEach, expect, it } from 'vitest';
import { choose } from './view.js';
import {
  dismissVisitor,
  dropVisitors,
  findLogOut,
  findVisitor,
  keepVisitor,
  updateVisitor,
  visitorsOf,
} from './visitors.js';

const alice = { id: '1', mode: 'session-memory', model: 'pinned', username: 'alice' } as LabClient;
const logOut = { kind: 'logout', status: 200 } as Exchange;

beforeEach(() => {
  dropVisitors();
  choose({ model: 'pinned' });
  keepVisitor(alice);
});

it('a visitor is of a mode and of a client model', () => {
  expect(visitorsOf('session-memory')).toEqual([alice]);
  expect(visitorsOf('session-redis')).toEqual([]);
  choose({ model: 'browser' });
  expect(visitorsOf('session-memory')).toEqual([]);
});

it('who logged out leaves what the server said, until they are back', () => {
  dismissVisitor(alice, logOut);
  expect(findVisitor('session-memory', 'alice')).toBeUndefined();
  expect(findLogOut('session-memory', 'alice')).toBe(logOut);
  keepVisitor(alice);
  expect(findLogOut('session-memory', 'alice')).toBeUndefined();
});

it('an answer that comes after the log-out, or after another log-in, changes nothing', () => {
  updateVisitor({ ...alice, id: '0' });
  expect(findVisitor('session-memory', 'alice')).toBe(alice);
  dismissVisitor(alice, logOut);
  updateVisitor(alice);
  expect(findVisitor('session-memory', 'alice')).toBeUndefined();
});
