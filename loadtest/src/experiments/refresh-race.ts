// Refresh race: refresh tokens used many times at once, used again too late, and used again after a lost answer.
import { rotationExpectations } from '@scale-out-lab/modes';
import { toFigure } from '../figure.js';
import { createFamilies, isGranted, nextToken } from '../probe/families.js';
import { inParallel } from '../probe/in-parallel.js';
import { createLedger } from '../probe/ledger.js';
import { scored } from './scored.js';

const racers = 20;
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
