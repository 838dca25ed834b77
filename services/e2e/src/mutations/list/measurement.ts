// Breakages of the measurement: what is predicted, what is counted, and what counts as agreement.
import type { Mutation } from '../mutation.js';

export const measurement: readonly Mutation[] = [
  {
    name: 'a credential of a key that each instance has alone counts as portable',
    file: 'services/core/src/predict/prediction.ts',
    find: "return isStateShared && mode.keys !== 'own';",
    replace: 'return isStateShared;',
    tests: { 'services/core/src/predict/prediction.test.ts': ['a pinned client loses (N−1)/N'] },
  },
  {
    name: 'a browser is predicted to keep its session after a miss',
    file: 'services/core/src/predict/prediction.ts',
    find: "client === 'browser' && mode.credential === 'session'",
    replace: 'false',
    tests: {
      'services/core/src/predict/prediction.test.ts': [
        'keeps a session for one request in three',
        'has 1/(N−1) successes per log-in',
      ],
    },
  },
  {
    name: 'one lost request agrees with a prediction of 0',
    file: 'loadtest/src/model/agreement.ts',
    find: 'measured.predicted === 0 ? findLoss(measured) : findDistance(measured)',
    replace: 'findDistance(measured)',
    tests: {
      'loadtest/src/model/agreement.test.ts': [
        'a prediction of 0 means 0: one lost request in a million disagrees',
      ],
    },
  },
  {
    name: 'a prediction agrees that is five points off',
    file: 'loadtest/src/model/agreement.ts',
    find: 'const tolerance = 0.005;',
    replace: 'const tolerance = 0.05;',
    tests: { 'loadtest/src/model/agreement.test.ts': ['disagrees when'] },
  },
  {
    name: 'the answer about another user counts as a success',
    file: 'loadtest/src/model/answer.ts',
    find: "return named === username ? 'ok' : 'wrongUser';",
    replace: "return 'ok';",
    tests: { 'loadtest/src/model/answer.test.ts': ["is 'wrongUser'"] },
  },
  {
    name: 'a 503 counts as a refusal of the credential',
    file: 'loadtest/src/model/answer.ts',
    find: "503: 'unavailable',",
    replace: "503: 'unauthenticated',",
    tests: { 'loadtest/src/model/answer.test.ts': ["is 'unavailable'"] },
  },
  {
    name: 'the interval of 99.9 % is the one of 99 %',
    file: 'services/core/src/wilson.ts',
    find: '0.999: 3.290526731491926',
    replace: '0.999: 2.5758293035489',
    tests: { 'services/core/src/wilson.test.ts': ['the interval is wider at a higher confidence'] },
  },
  {
    name: 'a request that is closed twice is counted twice',
    file: 'loadtest/src/traffic/sender.ts',
    find: 'underWay.delete(id);',
    replace: '',
    tests: { 'loadtest/src/traffic/sender.test.ts': ['a ledger rejects a request that is closed twice'] },
  },
  {
    name: 'a clock is read to the fraction of the millisecond that Date cuts off',
    file: 'loadtest/src/experiments/client/clocks.ts',
    find: 'export const dateResolutionMs = 1;',
    replace: 'export const dateResolutionMs = 0;',
    tests: {
      'loadtest/src/experiments/client/clocks.test.ts': [
        'may be refused a millisecond sooner',
        'may be accepted a millisecond longer',
      ],
    },
  },
  {
    name: 'a pause ends as early as the timer of Node does',
    file: 'loadtest/src/http/wait.ts',
    find: 'left > 0; left = endAt - performance.now()',
    replace: 'left > 0; left = 0',
    tests: { 'loadtest/src/http/wait.test.ts': ['never ends before its time'] },
  },
  {
    name: 'a trial that no result could have made disagree counts as agreeing',
    file: 'loadtest/src/model/agreement.ts',
    find: 'return findDistance({ failureRate, predicted, interval }) !== null;',
    replace: 'return interval.length > 0;',
    tests: { 'loadtest/src/model/agreement.test.ts': ['predicted could disagree'] },
  },
  {
    name: 'trials that are all not decided agree together',
    file: 'loadtest/src/model/agreement.ts',
    find: 'return each.includes(true) ? true : null;',
    replace: 'return true;',
    tests: { 'loadtest/src/model/agreement.test.ts': ['has three values, and one disagreement decides'] },
  },
  {
    name: 'a figure agrees with a range that has all there is',
    file: 'loadtest/src/model/agreement.ts',
    find: 'isAsPredicted && low <= 0 && high >= mostOf(unit) ? null : isAsPredicted',
    replace: 'isAsPredicted',
    tests: { 'loadtest/src/model/agreement.test.ts': ['of 20 requests'] },
  },
  {
    name: 'the exit code is 0 although a trial disagrees',
    file: 'loadtest/src/cli/run-and-report.ts',
    find: 'trials.every(({ agrees }) => agrees !== false)',
    replace: 'trials.every(({ agrees }) => agrees !== undefined)',
    tests: {
      'loadtest/src/cli/run-and-report.test.ts': [
        'the exit code is 99 when a trial disagrees, and the reason is spelled out',
      ],
    },
  },
  {
    name: 'a disagreement does not name its commonest reason',
    file: 'loadtest/src/runner/run-trial.ts',
    find: 'commonest === null ? []',
    replace: "commonest !== '' ? []",
    tests: { 'loadtest/src/runner/instrument.test.ts': ['one odd secret is not taken for affinity'] },
  },
  {
    name: 'the reason of a disagreement is the rarest refusal',
    file: 'loadtest/src/model/answer.ts',
    find: 'sort(([, a], [, b]) => b - a)',
    replace: 'sort(([, a], [, b]) => a - b)',
    tests: {
      'loadtest/src/model/answer.test.ts': [
        'the reason names the issuer and the refusing instances: one clock is ahead',
      ],
    },
  },
  {
    name: 'affinity is judged by who accepted, not by who answered',
    file: 'loadtest/src/experiments/steady/steady.ts',
    find: 'return ({ sent, answersBy }: UserRecord): Served => ({',
    replace: 'return ({ sent, servedBy: answersBy }: UserRecord): Served => ({',
    tests: { 'loadtest/src/runner/instrument.test.ts': ['one odd secret is not taken for affinity'] },
  },
  {
    name: 'the first log-out is predicted to arrive in every mode',
    file: 'services/core/src/predict/log-out.ts',
    find: 'return canMiss(mode) ? (instances - 1) / instances : 0;',
    replace: 'return canMiss(mode) ? 0 : 0;',
    tests: {
      'services/core/src/predict/log-out.test.ts': ['is refused in N−1 of N cases where only the issuer'],
    },
  },
  {
    name: 'a first log-out that is refused counts as one that arrived',
    file: 'loadtest/src/experiments/scored/revocation.ts',
    find: 'if (status === 401) missed += 1;',
    replace: '',
    tests: {
      'loadtest/src/experiments/scored/scored.test.ts': ['first log-outs refused because of one odd secret'],
    },
  },
  {
    name: 'honest users whom the rotation logs out are not counted',
    file: 'loadtest/src/experiments/scored/honest-users.ts',
    find: 'isLoggedOut)).filter(Boolean).length',
    replace: 'isLoggedOut)).filter(() => false).length',
    tests: { 'loadtest/src/experiments/scored/scored.test.ts': ['refresh tokens that log honest users out'] },
  },
  {
    name: 'a browser that its first page load logs out is not counted',
    file: 'loadtest/src/experiments/scored/single-login.ts',
    find: "!== 'ok') loggedOut += 1;",
    replace: "!== 'ok') loggedOut += 0;",
    tests: {
      'loadtest/src/experiments/scored/scored.test.ts': ['agrees with every prediction, with 3 instances'],
    },
  },
  {
    name: 'what a lab answers can command the terminal that shows it',
    file: 'loadtest/src/model/answer.ts',
    find: "typeof value === 'string' ? toPrintable(value) : undefined",
    replace: "typeof value === 'string' ? value : undefined",
    tests: { 'loadtest/src/model/answer.test.ts': ['cannot command the terminal'] },
  },
  {
    name: 'a frozen instance is predicted to let nobody wait in a sticky mode',
    file: 'services/core/src/predict/fault.ts',
    find: 'return isIssuer ? 1 : 0;',
    replace: 'return isIssuer ? 0 : 0;',
    tests: { 'services/core/src/predict/fault.test.ts': ['with affinity, every request of its users'] },
  },
  {
    name: 'new instances are predicted to take no users over in a sticky mode',
    file: 'services/core/src/predict/fault.ts',
    find: "mode.balancing === 'sticky' && diesWithInstance(mode) && to > from",
    replace: "mode.balancing === 'sticky' && diesWithInstance(mode) && to < from",
    tests: { 'services/core/src/predict/fault.test.ts': ['scaling logs out the users that affinity moves'] },
  },
  {
    name: 'a first refusal is late because no request came before',
    file: 'loadtest/src/experiments/scored/expiry.ts',
    find: 'own.find(({ sentAt }) => sentAt > latest)?.sentAt ?? latest',
    replace: 'latest',
    tests: {
      'loadtest/src/experiments/client/clocks.test.ts': [
        'the first refusal is not late because no request came before',
      ],
    },
  },
  {
    name: 'instances that share nothing are predicted to share a limit of guesses',
    file: 'services/core/src/predict/attack.ts',
    find: 'exactly(limit * instances,',
    replace: 'exactly(limit * Math.min(1, instances),',
    tests: { 'services/core/src/predict/log-out.test.ts': ['are checked as often as the limit says'] },
  },
  {
    name: 'a guess that is refused counts as checked',
    file: 'loadtest/src/experiments/scored/guessing.ts',
    find: 'else refusing.add(reply.instance);',
    replace: 'else checked += refusing.add(reply.instance).size;',
    tests: {
      'loadtest/src/experiments/scored/scored.test.ts': [
        'do not count: the next run waits until their window is over',
      ],
    },
  },
];
