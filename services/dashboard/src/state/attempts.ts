// Attempts for visitors: whom the control room does not know it has forgotten in a restart, and so everybody.

import type { Exchange } from '@scale-out-lab/core/wire';
import { LabProblem } from '../api/client.js';
import { attempt } from '../ui/notice.js';
import { explainExchange } from './explain-exchange.js';
import { dropVisitors } from './visitors.js';

/** As `attempt`, for what is done by a visitor who has logged in. */
export function attemptFor<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  return attempt(() =>
    act().catch((error: unknown) => {
      if (!(error instanceof LabProblem) || error.code !== 'not-found') throw error;
      dropVisitors();
      throw new LabProblem('restarted', error.message);
    }),
  );
}

export function refuseLogIn(exchange: Exchange): LabProblem {
  return new LabProblem('log-in-refused', explainExchange(exchange));
}
