// Refreshes while Redis is frozen: each is answered 503, may still be carried out late, and is repeated after 3 s.

import { defaultGraceSeconds, exactly, type Mode, predictLoggedOutByReuse } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';

import { toFigure } from '../../model/figure.js';
import { type LogIn, refreshRequest } from '../client/log-in.js';
import type { FaultHarness } from '../faults/harness/harness.js';

/** Users of each mode with refresh tokens who refresh while Redis is frozen. */
export const refreshingUsers = 20;
/** Longer than the stall. */
const retryAfterMs = 3000;

interface Repeated {
  readonly first: number | undefined;
  readonly again: number | undefined;
}

/** Resolves to the status of the first answer and of the one to the same token three seconds later, for each log-in. */
export function refreshTwice(
  harness: FaultHarness,
  mode: Mode,
  logIns: readonly LogIn[],
): Promise<readonly Repeated[]> {
  const cluster = harness.clientOf(mode);
  return Promise.all(
    logIns.map(async ({ refreshToken = '' }) => {
      const request = refreshRequest(mode, refreshToken);
      const { answer: first } = await cluster.send(request);
      await harness.pause(retryAfterMs);
      const { answer: again } = await cluster.send(request);
      return { first: first?.status, again: again?.status };
    }),
  );
}

/** Empty where nobody refreshed. */
export function describeRefreshes(mode: Mode, repeated: readonly Repeated[]): readonly Figure[] {
  if (repeated.length === 0) return [];
  const { graceSeconds = defaultGraceSeconds } = mode;
  const unit = `of ${repeated.length} users`;
  // Redis carries a refresh out at once, or when it wakes: between a second and four before it is repeated.
  const expected = predictLoggedOutByReuse(repeated.length, [1, 4], graceSeconds);
  return [
    toFigure(
      'refreshes answered 503',
      unit,
      exactly(repeated.length, 'A frozen Redis answers none, and an instance waits no longer than it says.'),
      repeated.filter(({ first }) => first === 503).length,
    ),
    toFigure(
      'logged out: a refresh answered 503, repeated after 3 s',
      unit,
      expected,
      repeated.filter(({ again }) => again !== 200).length,
    ),
  ];
}
