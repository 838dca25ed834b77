// Rolling restart: every instance in turn ends as it would on a deployment, and is started anew. Is anything lost?
import {
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostByRollingRestart,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { fault, oneColumn, requestsLost, settleMs, usersLoggedOut, watchedUsers } from './fault.js';
import { describeLost, findLosses } from './harness/losses.js';
import { restartInstance } from './harness/restart-instance.js';

export const rollingRestart = fault({
  question: 'All instances are restarted, one after the other, while requests go on: is anything lost?',
  columns: oneColumn('rolling restart'),
  async run(harness) {
    const { plans, instances } = harness;
    const watchedOf = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    await harness.pause(settleMs);
    const wanted = Math.max(...plans.map(({ faultRequests }) => faultRequests)) * plans.length;
    do {
      for (const instance of instances) await restartInstance(harness, instance);
    } while (traffic.offered().due < wanted);
    await harness.finish(traffic);
    await harness.untilAllAnswer();
    const countOf = await harness.count(watchedOf, diesWithInstance);

    return plans.map((plan) => {
      const { mode } = plan;
      const { loggedIn, observed } = countOf(mode);
      const members = watchedOf(mode).length;
      const population = { members, issuedByLost: members, loggedOut: 0 };
      const { sent, lost } = findLosses(traffic, mode, {
        instances: instances.length,
        endsLogIns: diesWithInstance(mode),
      });
      return harness.observe(plan, traffic, observed, [
        toFigure(
          usersLoggedOut,
          `of ${members} users`,
          predictLoggedOutByRestart(mode, population),
          members - loggedIn,
        ),
        toFigure(
          requestsLost,
          `of ${sent.length} requests`,
          predictLostByRollingRestart(),
          lost.length,
          describeLost(lost),
        ),
      ]);
    });
  },
});
