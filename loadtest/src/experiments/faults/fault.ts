// What the faults have in common: a harness of all modes at once, figures that decide, and no time without end.
import { setMaxListeners } from 'node:events';
import type { Faults } from '../../control/faults.js';
import { allAgree, findFaults } from '../../model/agreement.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { findDisagreeing } from '../../model/figure.js';
import type { FaultExperiment, MatrixColumn, Observation, TrialPlan } from '../experiment.js';
import { requestsLost, usersLoggedOut } from './harness/figure-names.js';
import { createFaultHarness, type FaultHarness } from './harness/harness.js';

export interface FaultDefinition {
  readonly question: string;
  readonly columns: readonly MatrixColumn[];
  readonly highlights?: readonly string[];
  /** What it needs besides control ports. */
  readonly needs?: 'redis' | 'scaling';
  /** Resolves to an observation for each plan of the harness, in their order. */
  run(harness: FaultHarness): Promise<readonly Observation[]>;
}

export { requestsLost, usersLoggedOut };

/** Users of each mode who are logged in before the fault and asked for afterwards, unless an experiment says otherwise. */
export const watchedUsers = 12;
/** How long nothing happens before and after. */
export const settleMs = 1000;

export function oneColumn(head: string): readonly MatrixColumn[] {
  return [{ head, loggedOut: usersLoggedOut, lost: requestsLost }];
}

export function fault({ question, columns, highlights = [], needs, run }: FaultDefinition): FaultExperiment {
  const unavailableReason = (faults: Faults | undefined) => findMissing(faults, needs);
  return {
    kind: 'fault',
    question,
    columns,
    highlights,
    appliesTo: () => true,
    unavailableReason,
    async runTogether(plans, signal) {
      const [first, ...others] = plans;
      if (!first) return [];
      const obstacle = unavailableReason(first.faults);
      if (obstacle !== null || !first.faults) throw new LoadtestFailure(exitCodes.missing, `${obstacle}`);
      const deadline = AbortSignal.timeout(deadlineMs(first));
      const end = AbortSignal.any([signal, deadline]);
      // Whatever waits in parallel listens to it; Node takes more than ten for a leak.
      setMaxListeners(0, end);
      const harness = createFaultHarness([first, ...others], first.faults, end);
      try {
        return await run(harness);
      } catch (error) {
        if (signal.aborted || !deadline.aborted) throw error;
        throw new LoadtestFailure(exitCodes.missing, `Not over after ${deadlineMs(first) / 1000} s.`);
      } finally {
        await harness.close();
      }
    },
    findDisagreements: (_plan, { figures, outcomes }) => [
      ...findDisagreeing(figures),
      ...findFaults(outcomes),
    ],
    isDecided: ({ figures }) => allAgree(figures.map(({ agrees }) => agrees)) !== null,
  };
}

/** Two minutes for the deed, and what the requests take that were asked for. */
function deadlineMs({ faultRequests, faultRate }: TrialPlan): number {
  return 120_000 + Math.ceil((20_000 * faultRequests) / faultRate);
}

function findMissing(faults: Faults | undefined, needs: FaultDefinition['needs']): string | null {
  if (!faults) {
    return 'Nothing can be broken without control ports: name the control ports of the instances with --control, and their token in CONTROL_TOKEN or CONTROL_TOKEN_FILE; `npm start` prints the line.';
  }
  if (needs === 'redis' && !faults.redis) {
    return 'Redis can be broken only where it is known: name its address with --redis.';
  }
  if (needs === 'scaling' && !faults.scaleTo) {
    return 'Here only a person can start and stop instances; `npm run demo` can do it by itself.';
  }
  return null;
}
