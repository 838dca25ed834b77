// Forgery: every class of forged credential, on every instance. Is each refused, soon, and in the standard's words?
import { type Expectation, type Mode, predictForgery } from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { usernameOf } from '../../users/usernames.js';
import { createTrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';
import { createAttackerKit } from './forgeries/attacker-kit.js';
import type { FindingKind } from './forgeries/findings.js';
import { createForgeryRunner } from './forgeries/forgery-runner.js';
import { type Attack, createAttack } from './forgeries/forgery-suite.js';
import { sessionSuite } from './forgeries/session-suite.js';
import { tokenSuite } from './forgeries/token-suite.js';
import { scored } from './scored.js';

const attacks = {
  jwt: createAttack(tokenSuite),
  session: createAttack(sessionSuite),
} as const satisfies Record<Mode['credential'], Attack>;

export const forgery = scored({
  question:
    'Is every class of forged credential refused by every instance, with 401 and how to log in instead?',
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
    const { findings, totals } = runner;
    const { classes, answers, slowestMs, unanswered } = totals();
    const tried = `Tried: ${classes} classes; ${instances.length} instances gave ${answers} answers.`;
    const figure = (
      name: string,
      unit: string,
      expectation: Expectation,
      kind: FindingKind,
      measured = findings.count(kind),
    ) => toFigure(name, unit, expectation, measured, findings.describe(kind));
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        figure(
          'forged credentials accepted',
          'answers',
          { ...expected.accepted, explanation: `${expected.accepted.explanation} ${tried}` },
          'accepted',
        ),
        figure('answers of 5xx or none', 'answers', expected.failed, 'failed'),
        figure('answers other than 401', 'answers', expected.otherStatus, 'otherStatus'),
        figure('refusals that do not say how to log in', 'answers', expected.unchallenged, 'unchallenged'),
        figure('slowest answer', 'ms', expected.slowestMs, 'slow', slowestMs),
        toFigure(
          "connections to the forger's key server",
          'connections',
          expected.connections,
          kit.keyServer.connections(),
        ),
        figure('genuine credentials refused', 'answers', expected.refusedGenuine, 'refusedGenuine'),
        toFigure(
          'classes of forgery tried',
          'classes',
          expected.classes,
          classes,
          unanswered.join('; ') || undefined,
        ),
      ],
    };
  },
});

/** The secrets are those of the modes whose instances share them. */
function isKeyKnown({ mode, secrets }: TrialPlan): boolean {
  const secret = { jwt: secrets?.jwtSecret, session: secrets?.sessionSecret };
  return mode.keys === 'shared' && secret[mode.credential] !== undefined;
}
