// Forgery: every class of forged credential, on every instance. Is each refused, quickly, and in the standard's words?
import { type Mode, predictForgery } from '@scale-out-lab/core';
import { toFigures } from '../../model/agreement.js';
import { usernameOf } from '../../users/record.js';
import { createTrialRecord } from '../client/log-in.js';
import type { TrialPlan } from '../experiment.js';
import { createAttackerKit } from './forgeries/attacker-kit.js';
import { createForgeryRunner, type FindingKind } from './forgeries/forgery-runner.js';
import { type Attack, createAttack } from './forgeries/forgery-suite.js';
import { sessionSuite } from './forgeries/session-suite.js';
import { tokenSuite } from './forgeries/token-suite.js';
import { scored } from './scored.js';

const attacks = {
  jwt: createAttack(tokenSuite),
  session: createAttack(sessionSuite),
} as const satisfies Record<Mode['credential'], Attack>;

export const forgery = scored({
  question: 'Does every instance refuse every class of forged credential with 401, and say how to log in?',
  headline: 'forged credentials that an instance accepted',
  async observe(cluster, plan) {
    const { mode, instances, firstUser, url } = plan;
    const attack = attacks[mode.credential];
    const terms = { mode, instances: instances.length, isKeyKnown: isKeyKnown(plan) };
    const expected = predictForgery({ ...terms, classes: attack.countClasses(terms) });
    const record = createTrialRecord();
    record.noteLogIn(usernameOf(firstUser));
    const runner = createForgeryRunner(cluster, plan, record);
    const kit = await createAttackerKit(url);
    try {
      await attack.run({ cluster, plan, kit }, terms, runner);
    } finally {
      await kit.close();
    }
    const { classes, answers, slowestMs, unanswered } = runner.totals();
    const tried = `Tried: ${classes} classes; ${instances.length} instances gave ${answers} answers.`;
    const found = (kind: FindingKind) => ({
      unit: 'answers',
      measured: runner.findings.count(kind),
      evidence: runner.findings.describe(kind),
    });
    return {
      ...record.observed(),
      figures: toFigures([
        {
          name: 'forged credentials accepted',
          ...found('accepted'),
          expected: { ...expected.accepted, explanation: `${expected.accepted.explanation} ${tried}` },
        },
        { name: 'answers of 5xx or none', ...found('failed'), expected: expected.failed },
        { name: 'answers other than 401', ...found('otherStatus'), expected: expected.otherStatus },
        {
          name: 'refusals that do not say how to log in',
          ...found('unchallenged'),
          expected: expected.unchallenged,
        },
        {
          name: 'slowest answer',
          ...found('slow'),
          unit: 'ms',
          expected: expected.slowestMs,
          measured: slowestMs,
        },
        {
          name: "connections to the forger's key server",
          unit: 'connections',
          expected: expected.connections,
          measured: kit.keyServer.connections(),
        },
        {
          name: 'genuine credentials refused',
          ...found('refusedGenuine'),
          expected: expected.refusedGenuine,
        },
        {
          name: 'classes of forgery tried',
          unit: 'classes',
          expected: expected.classes,
          measured: classes,
          evidence: unanswered.join('; ') || undefined,
        },
      ]),
    };
  },
});

/** The secrets are those of the modes whose instances share them. */
function isKeyKnown({ mode, secrets }: TrialPlan): boolean {
  const secret = { jwt: secrets?.jwtSecret, session: secrets?.sessionSecret };
  return mode.keys === 'shared' && secret[mode.credential] !== undefined;
}
