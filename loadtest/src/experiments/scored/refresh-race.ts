// Refresh race: one refresh token many times at once, by honest users and by racers, and again after its grace.
import {
  defaultGraceSeconds,
  predictLoggedOutByReuse,
  rotationExpectations,
  sumOf,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { sum } from '../../statistics/samples.js';
import { createFamilies, isGranted, nextToken } from '../client/families.js';
import { inParallel } from '../client/in-parallel.js';
import { createTrialRecord } from '../client/trial-record.js';
import { honestHabits } from './honest-users.js';
import { scored } from './scored.js';

const racers = 20;
/** By how much a late use misses the grace. */
const lateMs = 500;

export const refreshRace = scored({
  question:
    'Refresh tokens that come at once, again, or too late: which honest users are logged out, and do two descendants live?',
  headline: 'honest users logged out by tabs that refresh at once, or by repeating a refresh',
  runsConcurrently: true,
  appliesTo: (mode) => mode.refresh === true,
  async observe(cluster, plan) {
    const { families } = plan;
    const { graceSeconds = defaultGraceSeconds } = plan.mode;
    const expected = rotationExpectations;
    const record = createTrialRecord();
    const family = createFamilies(cluster, plan, record);
    const habits = honestHabits({ cluster, plan, record, family, graceSeconds });
    const found = { forked: 0, survived: 0 };

    async function race(index: number) {
      const first = await family.open(index);
      const replies = await Promise.all(Array.from({ length: racers }, () => family.refresh(first)));
      const descendants = [...new Set(replies.filter(isGranted).map(nextToken))];
      let working = 0;
      for (const descendant of descendants) {
        if (await family.present(index, descendant, 1 - 1 / descendants.length)) working += 1;
      }
      if (working > 1) found.forked += 1;
    }
    /** Of two who hold one token the second comes late: a thief, or a tab that slept. */
    async function comeLate(index: number) {
      const first = await family.open(index);
      const second = nextToken(await family.refresh(first));
      await cluster.pause(graceSeconds * 1000 + lateMs);
      const isGiven = await family.present(index, first, 1);
      const isAlive = await family.present(index, second, 1);
      if (isGiven || isAlive) found.survived += 1;
    }
    const [loggedOut] = await Promise.all([
      Promise.all(habits.map(({ count }) => count())),
      inParallel(families, 2, race),
      inParallel(families, families, comeLate),
    ]);
    const allUsers = `of ${families} users`;
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure(
          'honest users logged out',
          `of ${habits.length * families} users`,
          sumOf(habits.map((habit) => habit.expected)),
          sum(loggedOut),
        ),
        ...habits.map(({ what, expected }, index) =>
          toFigure(`logged out: ${what}`, allUsers, expected, loggedOut[index] ?? 0),
        ),
        toFigure(
          'logged out: a tab later than the grace',
          allUsers,
          predictLoggedOutByReuse(families, [graceSeconds, Number.POSITIVE_INFINITY], graceSeconds),
          families - found.survived,
        ),
        toFigure(
          'a copy works after the grace',
          `of ${families} families`,
          expected.survivedReuse,
          found.survived,
        ),
        toFigure('two descendants work', `of ${families} families`, expected.forked, found.forked),
        toFigure('neither 200 nor 401', 'refreshes', expected.unaccounted, family.unaccounted()),
      ],
    };
  },
});
