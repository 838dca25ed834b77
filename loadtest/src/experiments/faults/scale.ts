// Scale: the number of instances changes by two under load, up or down. What is lost, and which users are moved?
import {
  diesWithInstance,
  type Mode,
  predictLoggedOutByScaling,
  predictLostByScaling,
  predictMoved,
  predictSpread,
} from '@scale-out-lab/core';
import type { Traffic } from '../../traffic/traffic.js';
import type { LogIn } from '../client/log-in.js';
import type { FaultExperiment } from '../experiment.js';
import { fault, settleMs } from './fault.js';
import { loggedOutRow, lostRow, oneColumn } from './harness/figures.js';
import { type FaultHarness, forMode } from './harness/harness.js';
import { findLosses, type Span } from './harness/losses.js';
import { findLargestDeviation, findSettled, logInByChance } from './harness/scaling.js';

const scaledUsers = 60;
const step = 2;
/** How long the requests are observed that should be spread evenly. */
const spreadMs = 2500;

interface Scaling {
  readonly question: string;
  readonly head: string;
  /** The instances before and after, where the lab has N. */
  from(instances: number): number;
  to(instances: number): number;
}

export const scaleOut = scale({
  question: 'Two instances are added under load. Do requests fail, and which users move to another instance?',
  head: 'scale out',
  from: (instances) => instances,
  to: (instances) => instances + step,
});

export const scaleIn = scale({
  question:
    'Two instances are removed under load. Do requests fail, and which users move to another instance?',
  head: 'scale in',
  from: (instances) => instances + step,
  to: (instances) => instances,
});

function scale({ question, head, from, to }: Scaling): FaultExperiment {
  return fault({
    question,
    columns: oneColumn(head),
    needs: 'scaling',
    async run(harness) {
      const usual = harness.instances.length;
      try {
        return await scaleUnderLoad(harness, from(usual), to(usual));
      } finally {
        await harness.faults.scaleTo?.(usual);
      }
    },
  });
}

async function scaleUnderLoad(harness: FaultHarness, from: number, to: number) {
  const { faults } = harness;
  const scaleTo = faults.scaleTo as (instances: number) => Promise<void>;
  if ((await faults.instances()).size !== from) await scaleTo(from);
  const watched = await harness.forEachMode((client) => logInByChance(client, scaledUsers));
  const traffic = await harness.startTraffic();
  await harness.pause(settleMs);
  await scaleTo(to);
  harness.mark(`${to} instances instead of ${from}`);
  await harness.pause(settleMs);
  const spread = { from: performance.now(), to: performance.now() + spreadMs };
  await harness.pause(spreadMs);
  await harness.finish(traffic);

  const remaining = [...(await faults.instances()).keys()];
  const isEnded = (mode: Mode, { issuer }: LogIn) =>
    diesWithInstance(mode) && issuer !== undefined && !remaining.includes(issuer);
  const deviation = findLargestDeviation(entriesInRotation(harness, traffic, spread), remaining);
  const settled = await harness.forEachMode((client) => {
    const logIns = forMode(watched, client.mode);
    const { predicted } = predictMoved(client.mode, from, to, logIns.length);
    const shareMoved = to > from ? (predicted[0] + predicted[1]) / 2 : 0;
    return findSettled(client, logIns, {
      instances: remaining.length,
      expectedLoss: (logIn) => (isEnded(client.mode, logIn) ? 1 : shareMoved),
    });
  });

  return harness.report(traffic, (mode) => {
    const { loggedIn, moved, observed } = forMode(settled, mode);
    const logIns = forMode(watched, mode);
    const members = logIns.length;
    const issuedByLost = logIns.filter((logIn) => isEnded(mode, logIn)).length;
    const population = { members, issuedByLost, loggedOut: 0 };
    const losses = findLosses(traffic, mode, {
      instances: Math.max(from, to),
      endsLogIns: diesWithInstance(mode),
    });
    return {
      observed,
      figures: [
        loggedOutRow(predictLoggedOutByScaling(mode, population, { from, to }), members, loggedIn),
        lostRow(predictLostByScaling(), losses),
        mode.balancing === 'sticky'
          ? {
              name: 'users moved',
              unit: 'share',
              expected: predictMoved(mode, from, to, members),
              measured: moved / members,
            }
          : {
              name: 'largest distance from an even share',
              unit: 'share',
              expected: predictSpread(),
              measured: deviation,
            },
      ],
    };
  });
}

/** The requests of the span in modes whose requests rotate over the instances. */
function entriesInRotation({ plans }: FaultHarness, { ledger }: Traffic, { from, to }: Span) {
  const inTurn = plans.filter(({ mode }) => mode.balancing === 'round-robin').map(({ mode }) => mode.name);
  return ledger.entries.filter(({ mode, sentAt }) => sentAt >= from && sentAt <= to && inTurn.includes(mode));
}
