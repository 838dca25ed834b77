// Refreshes while Redis is frozen: each is answered with 503, may still be carried out late, and is retried after 3 s.
import { defaultGraceSeconds, exactly, type Mode, predictLoggedOutByReuse } from '@scale-out-lab/core';
import { refreshRequest } from '../../http/requests.js';
import type { FigureRow } from '../../model/figure.js';
import type { ModeClient } from '../client/cluster-client.js';
import type { LogIn } from '../client/log-in.js';

/** Users of each mode with refresh tokens who refresh while Redis is frozen. */
export const refreshingUsers = 20;
/** Longer than the stall. */
const retryAfterMs = 3000;

/** The status of the first answer, and of the answer to the same token three seconds later. */
interface RetriedRefresh {
  readonly first: number | undefined;
  readonly again: number | undefined;
}

export function refreshTwice(
  { mode, cluster }: ModeClient,
  logIns: readonly LogIn[],
): Promise<readonly RetriedRefresh[]> {
  return Promise.all(
    logIns.map(async ({ refreshToken }) => {
      const request = refreshRequest(mode, refreshToken);
      const { answer: first } = await cluster.send(request);
      await cluster.pause(retryAfterMs);
      const { answer: again } = await cluster.send(request);
      return { first: first?.status, again: again?.status };
    }),
  );
}

/** Empty for a mode without refresh tokens. */
export function refreshRows(mode: Mode, retried: readonly RetriedRefresh[]): readonly FigureRow[] {
  if (retried.length === 0) return [];
  const { graceSeconds = defaultGraceSeconds } = mode;
  const unit = `of ${retried.length} users`;
  return [
    {
      name: 'refreshes answered 503',
      unit,
      expected: exactly(
        retried.length,
        'A frozen Redis answers none, and an instance waits no longer than it says.',
      ),
      measured: retried.filter(({ first }) => first === 503).length,
    },
    {
      name: 'logged out: a refresh answered 503, repeated after 3 s',
      unit,
      // Redis carries a refresh out at once, or when it wakes: one to four seconds before the retry.
      expected: predictLoggedOutByReuse(retried.length, [1, 4], graceSeconds),
      measured: retried.filter(({ again }) => again !== 200).length,
    },
  ];
}
