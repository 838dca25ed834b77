// Scale: the number of instances changes under load, by two, up or down. What is lost, and who is moved?
import {
  diesWithInstance,
  type Mode,
  predictLoggedOutByScaling,
  predictLostByScaling,
  predictMoved,
  predictSpread,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import type { LogIn } from '../client/log-in.js';
import type { FaultExperiment } from '../experiment.js';
import { fault, oneColumn, requestsLost, settleMs, usersLoggedOut } from './fault.js';
import type { FaultHarness } from './harness/harness.js';
import { describeLost, findLosses } from './harness/losses.js';
import { findLargestDeviation, findSettled, logInByChance } from './harness/scaling.js';

const scaledUsers = 60;
const step = 2;
/** How long the requests go on that are to be spread evenly. */
const spreadMs = 2500;

interface Change {
  readonly question: string;
  readonly head: string;
  /** From so many instances to so many, where the lab has N. */
  from(instances: number): number;
  to(instances: number): number;
}

export const scaleOut = scale({
  question: 'Two instances are added while requests go on: is anything lost, and who is moved?',
  head: 'scale out',
  from: (instances) => instances,
  to: (instances) => instances + step,
});

export const scaleIn = scale({
  question: 'Two instances are taken away while requests go on: is anything lost, and who is moved?',
  head: 'scale in',
  from: (instances) => instances + step,
  to: (instances) => instances,
});

function scale({ question, head, from, to }: Change): FaultExperiment {
  return fault({
    question,
    columns: oneColumn(head),
    needs: 'scaling',
    async run(harness) {
      const usual = harness.instances.length;
      try {
        return await change(harness, from(usual), to(usual));
      } finally {
        await harness.faults.scaleTo?.(usual);
      }
    },
  });
}

async function change(harness: FaultHarness, from: number, to: number) {
  const scaleTo = harness.faults.scaleTo as (instances: number) => Promise<void>;
  if ((await harness.faults.instances()).size !== from) await scaleTo(from);
  const watched = new Map<string, readonly LogIn[]>();
  for (const { mode } of harness.plans)
    watched.set(mode.name, await logInByChance(harness.clientOf(mode), mode, scaledUsers));
  const watchedOf = ({ name }: Mode) => watched.get(name) ?? [];
  const traffic = await harness.startTraffic();
  await harness.pause(settleMs);
  await scaleTo(to);
  harness.mark(`${to} instances instead of ${from}`);
  await harness.pause(settleMs);
  const spreadFrom = traffic.now();
  await harness.pause(spreadMs);
  const spreadTo = traffic.now();
  await harness.finish(traffic);

  const remaining = [...(await harness.faults.instances()).keys()];
  const isOver = (mode: Mode, { issuer }: LogIn) =>
    diesWithInstance(mode) && issuer !== undefined && !remaining.includes(issuer);
  const inTurn = harness.plans.filter(({ mode }) => mode.balancing === 'round-robin');
  const spread = traffic.ledger.entries.filter(
    ({ mode, sentAt }) =>
      sentAt >= spreadFrom && sentAt <= spreadTo && inTurn.some((plan) => plan.mode.name === mode),
  );
  const deviation = findLargestDeviation(spread, remaining);

  return Promise.all(
    harness.plans.map(async (plan) => {
      const { mode } = plan;
      const logIns = watchedOf(mode);
      const members = logIns.length;
      const moved = predictMoved(mode, from, to, members);
      const shareMoved = to > from ? (moved.predicted[0] + moved.predicted[1]) / 2 : 0;
      const settled = await findSettled(harness.clientOf(mode), mode, logIns, {
        instances: remaining.length,
        expectedLoss: (logIn) => (isOver(mode, logIn) ? 1 : shareMoved),
      });
      const issuedByLost = logIns.filter((logIn) => isOver(mode, logIn)).length;
      const isSticky = mode.balancing === 'sticky';
      const endsLogIns = diesWithInstance(mode);
      const { sent, lost } = findLosses(traffic, mode, { instances: Math.max(from, to), endsLogIns });
      const population = { members, issuedByLost, loggedOut: 0 };
      return harness.observe(plan, traffic, settled.observed, [
        toFigure(
          usersLoggedOut,
          `of ${members} users`,
          predictLoggedOutByScaling(mode, population, { from, to }),
          members - settled.loggedIn,
        ),
        toFigure(
          requestsLost,
          `of ${sent.length} requests`,
          predictLostByScaling(),
          lost.length,
          describeLost(lost),
        ),
        isSticky
          ? toFigure('users moved', 'share', moved, settled.moved / members)
          : toFigure('largest distance from an even share', 'share', predictSpread(), deviation),
      ]);
    }),
  );
}
