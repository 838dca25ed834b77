import { findMode } from '@scale-out-lab/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Answer } from '../model/answer.js';
import {
  createJourney,
  createVirtualUser,
  drawThinkMs,
  idleConnectionsNeeded,
  type JourneyPlan,
  randomOpenRequests,
} from './virtual-user.js';

/** The steps of a user, a letter each; `missed` are the logged-in requests after which the user logs in again. */
function walk(
  plan: Omit<JourneyPlan, 'mustRefresh'>,
  steps: number,
  {
    missed = [],
    mustRefresh = () => false,
  }: { missed?: readonly number[]; mustRefresh?: () => boolean } = {},
): string {
  const journey = createJourney({ ...plan, mustRefresh });
  let requests = 0;
  let walked = '';
  for (let step = 0; step < steps; step += 1) {
    const next = journey.next();
    walked += { open: 'o', logIn: 'L', refresh: 'n', request: 'r' }[next];
    if (next === 'logIn') journey.loggedIn();
    if (next === 'request') {
      requests += 1;
      journey.requested(missed.includes(requests));
    }
    if (journey.isFinished()) walked += '.';
  }
  return walked;
}

const gaps = (...drawn: number[]) => {
  return () => drawn.shift() ?? 0;
};

it('a user ramps up, logs in, and puts a drawn number of open requests before each logged-in one', () => {
  expect(walk({ requests: 3, ramp: 2, drawOpenRequests: gaps(1, 0, 2) }, 11)).toBe('ooLorroor.o.o.');
});

it('a user logs in again after a miss, with a gap after the log-in alone', () => {
  expect(walk({ requests: 2, ramp: 0, drawOpenRequests: gaps(0, 1, 1) }, 8, { missed: [1] })).toBe(
    'LrLor.o.o.o.',
  );
});

it('a user logs in again even after a miss of the last request', () => {
  expect(walk({ requests: 2, ramp: 0, drawOpenRequests: gaps(0, 0, 0) }, 6, { missed: [1, 2] })).toBe(
    'LrLrL.o.',
  );
});

it('a user refreshes right before a logged-in request', () => {
  const refreshes = [false, true, false, false];
  const mustRefresh = () => refreshes.shift() ?? false;
  expect(walk({ requests: 3, ramp: 0, drawOpenRequests: gaps(0, 1, 0) }, 7, { mustRefresh })).toBe(
    'Lronrr.o.',
  );
});

it('a user refreshes neither before the log-in nor after the last request', () => {
  const mustRefresh = () => true;
  expect(walk({ requests: 0, ramp: 1, drawOpenRequests: gaps() }, 3, { mustRefresh })).toBe('o.o.o.');
});

it('a user sends exactly as many logged-in requests as planned', () => {
  const walked = walk({ requests: 40, ramp: 3, drawOpenRequests: () => 1 }, 200);
  expect(walked.split('r').length - 1).toBe(40);
});

it('a user without requests never logs in', () => {
  expect(walk({ requests: 0, ramp: 1, drawOpenRequests: () => 1 }, 3)).toBe('o.o.o.');
});

it.each([
  { users: 31, instances: 3, idle: 0 },
  { users: 30, instances: 3, idle: 1 },
  { users: 1, instances: 3, idle: 0 },
  { users: 8, instances: 6, idle: 3 },
  { users: 30, instances: 1, idle: 0 },
])('$idle idle connections join $users users at $instances instances', ({ users, instances, idle }) => {
  expect(idleConnectionsNeeded(users, instances)).toBe(idle);
});

it('gaps of 0 to N − 1 open requests are equally likely', () => {
  const drawn = Array.from({ length: 3000 }, () => randomOpenRequests(3));
  for (const gap of [0, 1, 2]) {
    // 3000 draws at 1/3 have a standard deviation of 26; six of them are 155.
    expect(Math.abs(drawn.filter((each) => each === gap).length - 1000)).toBeLessThan(155);
  }
});

it('users pause at most as long as an answer takes, within bounds', () => {
  expect(drawThinkMs(20, () => 0.5)).toBe(10);
  expect(drawThinkMs(0.1, () => 0.5)).toBe(1.5);
  expect(drawThinkMs(4000, () => 0.5)).toBe(25);
});

it('a refusal after the end of the life of a log-in ends the trial, since no prediction is for it', () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  onTestFinished(() => clock.mockRestore());
  const failures: string[] = [];
  const user = createVirtualUser({
    ...{ username: 'vu-0001', mode: findMode('jwt-shared-key') ?? expect.fail(), client: 'pinned' },
    ...{ requests: 9, ramp: 0, drawOpenRequests: () => 0, onFinished: () => {} },
    onFailure: (sentence) => failures.push(sentence),
  });
  const answer = (status: number, body: object): Answer => ({
    ...{ status, headers: {} },
    body: JSON.stringify(body),
  });
  const answerAt = (ms: number, given: Answer) => {
    clock.mockReturnValue(ms);
    user.next();
    user.answered(given, 1);
  };
  answerAt(0, answer(200, { access_token: 'a', expires_in: 900 }));
  answerAt(898_000, answer(401, { code: 'expired' }));
  answerAt(900_000, answer(200, { username: 'vu-0001' }));
  expect(failures).toEqual([]);
  answerAt(900_001, answer(401, { code: 'expired' }));
  expect(failures).toEqual([
    'jwt-shared-key, vu-0001: the token expired during the trial; raise JWT_TTL, or lower --requests.',
  ]);
});
