// A fault experiment: one fault for all modes at once, measured by figures, before a deadline.

import { missingError, mostInstances, type Words } from '@scale-out-lab/core';
import {
  decidedByFigures,
  type Experiment,
  type FigureColumn,
  harmless,
  type Observation,
  type TrialPlan,
  withinDeadline,
} from '../experiment.js';
import type { Faults } from './harness/control-ports.js';
import { createFaultHarness, type FaultHarness } from './harness/harness.js';
import type { Machines } from './harness/machines.js';

interface FaultDefinition {
  readonly question: Words;
  readonly columns: readonly FigureColumn[];
  readonly highlights?: readonly string[];
  /** Requirements besides control ports; a fault of machines needs no control port. */
  readonly needs?: 'redis' | 'backup' | 'failover' | 'partition' | 'scaling' | 'machines' | 'machine power';
  /** The balancer sends requests elsewhere while an instance restarts, so there must be another one. */
  readonly needsTwoInstances?: boolean;
  /** How many instances it adds to those that there are. */
  readonly addsInstances?: number;
  /** Resolves to an observation for each plan of the harness, in their order. */
  run(harness: FaultHarness): Promise<readonly Observation[]>;
}

/** The usual number of users of each mode who are logged in before the fault and checked afterwards. */
export const watchedUsers = 12;
/** How long the traffic runs undisturbed before and after. */
export const settleMs = 1000;

export function fault({
  needs,
  needsTwoInstances,
  addsInstances = 0,
  run,
  ...definition
}: FaultDefinition): Experiment {
  const unavailableReason: Experiment['unavailableReason'] = (faults, machines, instances = 2) => {
    if (needsTwoInstances && instances < 2) return oneInstance;
    const missing =
      needs === 'machines' || needs === 'machine power'
        ? findMissingMachines(machines, needs)
        : findMissing(faults, needs);
    if (missing !== null || addsInstances === 0) return missing;
    return instances + addsInstances > mostInstances ? tooMany(addsInstances) : null;
  };
  return {
    kind: 'fault',
    ...harmless,
    ...definition,
    ...decidedByFigures,
    unavailableReason,
    async run(plans, signal) {
      const [{ faults, machines, instances }] = plans;
      const missing = unavailableReason(faults, machines, instances.length);
      if (missing !== null) throw missingError(missing);
      return withinDeadline('The fault', deadlineMs(plans[0]), signal, async (end) => {
        const harness = createFaultHarness(plans, end);
        try {
          return await run(harness);
        } finally {
          await harness.close();
        }
      });
    },
  };
}

const oneInstance =
  'One instance has no other one that gets its requests while it restarts; set INSTANCES to 2 or more.';

const tooMany = (added: number) =>
  `A lab has at most ${mostInstances} instances, and this adds ${added}; set INSTANCES to ${mostInstances - added} or less.`;

/** Two minutes for the fault, eight for one of machines, and the time of the requests in the plan. */
function deadlineMs({ faultRequests, faultRate, machines }: TrialPlan): number {
  return (machines ? 480_000 : 120_000) + Math.ceil((20_000 * faultRequests) / faultRate);
}

function findMissingMachines(machines: Machines | undefined, needs: FaultDefinition['needs']): string | null {
  if (!machines) return 'No machine can fail here; `npm run swarm -- measure` measures it on a Docker Swarm.';
  if (needs === 'machine power' && !machines.power) {
    return 'Nothing here switches a machine or its network off: name a program that does in MACHINE_POWER, see docs/swarm.md.';
  }
  return null;
}

function findMissing(faults: Faults | undefined, needs: FaultDefinition['needs']): string | null {
  if (!faults) {
    return 'Nothing can be broken without control ports: name the control ports of the instances with --control, and their token in CONTROL_TOKEN or CONTROL_TOKEN_FILE; `npm start -- --verbose` prints the line.';
  }
  if ((needs === 'redis' || needs === 'backup') && !faults.redis) {
    return 'Redis can be broken only where it is known: name its address with --redis.';
  }
  if (needs === 'redis' && faults.redis?.topology !== 'single') {
    return 'Redis is replicated here, and this is about one server; `REDIS_TOPOLOGY=single npm run demo` measures one Redis.';
  }
  if (needs === 'failover' && !faults.redis?.failOver) {
    if (faults.redis && faults.redis.topology !== 'single')
      return 'Here only a person can end a server of Redis; `REDIS_TOPOLOGY=sentinel npm run demo`, or `cluster`, can do it by itself.';
    return 'One Redis cannot fail over; `REDIS_TOPOLOGY=sentinel npm run demo`, or `cluster`, can.';
  }
  if (needs === 'partition' && !faults.redis?.isolate) {
    return faults.redis?.topology === 'cluster'
      ? 'A primary of a Redis Cluster that reaches no other refuses writes by itself; `REDIS_TOPOLOGY=sentinel npm run demo` measures one that does not.'
      : 'One Redis has no replicas to be cut off from; `REDIS_TOPOLOGY=sentinel npm run demo` has.';
  }
  if (needs === 'scaling' && !faults.scaleTo) {
    return 'Here only a person can start and stop instances; `npm run demo` can do it by itself.';
  }
  return null;
}
