import { expect, it } from 'vitest';
import { createJourney, type JourneyPlan } from './journey.js';

/** The steps of a user, a letter each; `missed` says which of the logged-in requests make it log in again. */
function walk(
  plan: Omit<JourneyPlan, 'mustRenew'>,
  steps: number,
  { missed = [], mustRenew = () => false }: { missed?: readonly number[]; mustRenew?: () => boolean } = {},
): string {
  const journey = createJourney({ ...plan, mustRenew });
  let requests = 0;
  let walked = '';
  for (let step = 0; step < steps; step += 1) {
    const next = journey.next();
    walked += { open: 'o', logIn: 'L', renew: 'n', request: 'r' }[next];
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

it('ramps up, logs in, and puts a drawn number of open requests before each logged-in one', () => {
  expect(walk({ requests: 3, ramp: 2, randomOpenRequests: gaps(1, 0, 2) }, 11)).toBe('ooLorroor.o.o.');
});

it('logs in again after a miss, without a gap before the log-in and with one after it', () => {
  expect(walk({ requests: 2, ramp: 0, randomOpenRequests: gaps(0, 1, 1) }, 8, { missed: [1] })).toBe(
    'LrLor.o.o.o.',
  );
});

it('logs in again after a miss of its last request, so that log-ins and misses are as many', () => {
  expect(walk({ requests: 2, ramp: 0, randomOpenRequests: gaps(0, 0, 0) }, 6, { missed: [1, 2] })).toBe(
    'LrLrL.o.',
  );
});

it('renews right before a logged-in request, and sends that request after it', () => {
  const renewals = [false, true, false, false];
  const mustRenew = () => renewals.shift() ?? false;
  expect(walk({ requests: 3, ramp: 0, randomOpenRequests: gaps(0, 1, 0) }, 7, { mustRenew })).toBe(
    'Lronrr.o.',
  );
});

it('never renews before it has logged in, nor after its last request', () => {
  const mustRenew = () => true;
  expect(walk({ requests: 0, ramp: 1, randomOpenRequests: gaps() }, 3, { mustRenew })).toBe('o.o.o.');
});

it('sends exactly as many logged-in requests as planned', () => {
  const walked = walk({ requests: 40, ramp: 3, randomOpenRequests: () => 1 }, 200);
  expect(walked.split('r').length - 1).toBe(40);
});

it('without requests never logs in', () => {
  expect(walk({ requests: 0, ramp: 1, randomOpenRequests: () => 1 }, 3)).toBe('o.o.o.');
});
