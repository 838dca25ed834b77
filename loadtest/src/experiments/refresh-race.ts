// Refresh race: refresh tokens used many times at once, used again too late, and used again after a lost answer.
import { rotationExpectations } from '@scale-out-lab/modes';
import { textField } from '../answer.js';
import { toFigure } from '../figure.js';
import { decodeClaims } from '../probe/claims.js';
import type { Reply } from '../probe/http.js';
import { inParallel } from '../probe/in-parallel.js';
import { createLedger, type Ledger } from '../probe/ledger.js';
import { logIn, refreshRequest } from '../probe/log-in.js';
import type { Probe } from '../probe/probe.js';
import { usernameOf } from '../users/usernames.js';
import type { TrialPlan } from './experiment.js';
import { scored } from './scored.js';

const racers = 20;
const usersOfTrial = 10;
/** Longer than the immediate predecessor of a refresh token is good for. */
const afterGraceMs = 2500;

export const refreshRace = scored({
  question:
    'Refresh tokens that come twenty at a time, too late, or again: is there ever more than one heir?',
  headline: 'families of refresh tokens with two living descendants, after twenty refreshes at once',
  isWaiting: true,
  appliesTo: (mode) => mode.refresh === true,
  async observe(probe, plan) {
    const { families } = plan;
    const expected = rotationExpectations;
    const ledger = createLedger();
    const family = createFamilies(probe, plan, ledger);
    const found = { forked: 0, survived: 0, lockedOut: 0 };

    /** Whoever presents a dead descendant ends the family, so the one that came last goes first: it is the heir. */
    async function race(index: number) {
      const first = await family.open(index);
      const replies = await Promise.all(Array.from({ length: racers }, () => family.refresh(first)));
      const heirs = replies.filter(isGranted).toSorted((a, b) => b.answeredAt - a.answeredAt);
      let working = 0;
      for (const heir of heirs) {
        if (await family.present(index, nextToken(heir), 1 - 1 / heirs.length)) working += 1;
      }
      if (working > 1) found.forked += 1;
    }
    async function reuse(index: number) {
      const first = await family.open(index);
      const second = nextToken(await family.refresh(first));
      await probe.pause(afterGraceMs);
      const isReused = await family.present(index, first, 1);
      const isAlive = await family.present(index, second, 1);
      if (isReused || isAlive) found.survived += 1;
    }
    async function loseAnswer(index: number) {
      const first = await family.open(index);
      await family.refresh(first);
      const again = await family.refresh(first);
      const goesOn = isGranted(again) && (await family.present(index, nextToken(again), 0));
      if (!goesOn) found.lockedOut += 1;
    }
    await Promise.all([
      inParallel(families, 2, race),
      inParallel(families, families, reuse),
      inParallel(families, 2, loseAnswer),
    ]);
    return {
      records: ledger.records,
      predicted: ledger.predicted(),
      figures: [
        toFigure('two descendants work', `of ${families} families`, expected.forked, found.forked),
        toFigure('neither 200 nor 401', 'refreshes', expected.unaccounted, family.unaccounted()),
        toFigure(
          'lives on after a late reuse',
          `of ${families} families`,
          expected.survivedReuse,
          found.survived,
        ),
        toFigure(
          'locked out by a lost answer',
          `of ${families} families`,
          expected.lockedOut,
          found.lockedOut,
        ),
      ],
    };
  },
});

function createFamilies(probe: Probe, { mode, firstUser }: TrialPlan, ledger: Ledger) {
  const usernameIn = (index: number) => usernameOf(firstUser + (index % usersOfTrial));
  let unaccounted = 0;

  async function refresh(token: string): Promise<Reply> {
    const reply = await probe.send(refreshRequest(mode, token));
    if (![200, 401].includes(reply.answer?.status ?? 0)) unaccounted += 1;
    return reply;
  }
  return {
    refresh,
    unaccounted: () => unaccounted,
    /** A new log-in; gives back its first refresh token. */
    async open(index: number): Promise<string> {
      const { username, refreshToken = '' } = await logIn(probe, mode, usernameIn(index));
      ledger.noteLogIn(username);
      return refreshToken;
    },
    /** A request that counts: whether the token still gives a descendant. */
    async present(index: number, token: string, expectedLoss: number): Promise<boolean> {
      const reply = await refresh(token);
      return ledger.note(usernameIn(index), namingTheUser(reply), expectedLoss) === 'ok';
    },
  };
}

function isGranted({ answer }: Reply): boolean {
  return answer?.status === 200;
}

function nextToken({ answer }: Reply): string {
  return (answer && textField(answer, 'refresh_token')) ?? '';
}

/** For whom the new access token is: an answer that names the right user is what counts as `ok`. */
function namingTheUser(reply: Reply): Reply {
  const token = reply.answer && textField(reply.answer, 'access_token');
  if (!reply.answer || token === undefined) return reply;
  return { ...reply, answer: { ...reply.answer, body: JSON.stringify(decodeClaims(token)) } };
}
