// Forgery: every class of forged credential, on every instance. Is each refused, quickly, and in the standard's words?
import { type Expectation, type Mode, predictForgery } from '@scale-out-lab/core';
import { usernameIn } from '../client/scored-trial.js';
import type { TrialPlan } from '../experiment.js';
import { createAttackerKit } from './forgeries/attacker-kit.js';
import { forgeSignIns } from './forgeries/forge-sign-ins.js';
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
  question: {
    en: 'Does every instance refuse every class of forged credential with 401, and say how to log in?',
    ko: '모든 종류의 위조 자격 증명을 모든 인스턴스가 401로 거부하고 로그인 방법을 안내합니까?',
  },
  headline: {
    en: 'forged credentials that an instance accepted',
    ko: '인스턴스가 받아들인 위조 자격 증명 수',
  },
  async observe(trial) {
    const { mode, instances } = trial;
    const attack = attacks[mode.credential];
    const terms = { mode, instances: instances.length, isKeyKnown: isKeyKnown(trial) };
    const expected = predictForgery({ ...terms, classes: attack.countClasses(terms) });
    trial.record.noteLogIn(usernameIn(trial, 0));
    const runner = createForgeryRunner(trial);
    const kit = await createAttackerKit(trial.url);
    try {
      await attack.run({ ...trial, kit }, terms, runner);
    } finally {
      await kit.close();
    }
    const { classes, answers, slowestMs, unanswered } = runner.totals();
    const connections = kit.keyServer.connections();
    const tried = `Tried: ${classes} classes; ${instances.length} instances gave ${answers} answers.`;
    const accepted = { ...expected.accepted, explanation: `${expected.accepted.explanation} ${tried}` };
    const { count, describe } = runner.findings;
    const found = (kind: FindingKind, expectation: Expectation) =>
      ['answers', expectation, count(kind), describe(kind)] as const;
    return {
      'forged credentials accepted': found('accepted', accepted),
      'answers of 5xx or none': found('failed', expected.failed),
      'answers other than 401': found('otherStatus', expected.otherStatus),
      'refusals that do not say how to log in': found('unchallenged', expected.unchallenged),
      'slowest answer': ['ms', expected.slowestMs, slowestMs, describe('slow')],
      "connections to the forger's key server": ['connections', expected.connections, connections],
      'genuine credentials refused': found('refusedGenuine', expected.refusedGenuine),
      'classes of forgery tried': ['classes', expected.classes, classes, unanswered.join('; ') || undefined],
      ...(mode.signIn === 'oidc' && (await forgeSignIns(trial))),
    };
  },
});

/** The secrets of the modes in which instances share them. */
function isKeyKnown({ mode, secrets }: TrialPlan): boolean {
  const secret = { jwt: secrets?.jwtSecret, session: secrets?.sessionSecret };
  return mode.keys === 'shared' && secret[mode.credential] !== undefined;
}
