// Refresh race: one refresh token many times at once, by honest users and by racers, and again after its grace.
import {
  defaultGraceSeconds,
  predictLoggedOutByReuse,
  rotationExpectations,
  sumOf,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { toFigures } from '../../model/agreement.js';
import { sum } from '../../statistics/samples.js';
import { createTrialRecord } from '../client/log-in.js';
import { createFamilies, honestHabits, isGranted, nextToken } from './honest-users.js';
import { scored } from './scored.js';

const racers = 20;
/** By how much a late use misses the grace period. */
const lateMs = 500;

export const refreshRace = scored({
  question:
    'If a refresh token is used 20 times at once, late, or twice, which honest users are logged out? Can two valid tokens come of it?',
  headline: 'honest users logged out by simultaneous or repeated refreshes',
  runsConcurrently: true,
  appliesTo: (mode) => mode.refresh === true,
  async observe(cluster, plan) {
    const { families: count } = plan;
    const { graceSeconds = defaultGraceSeconds } = plan.mode;
    const record = createTrialRecord();
    const families = createFamilies(cluster, plan, record);
    const habits = honestHabits({ cluster, plan, record, families, graceSeconds });
    let forked = 0;
    let survived = 0;

    async function race(index: number) {
      const first = await families.open(index);
      const replies = await Promise.all(Array.from({ length: racers }, () => families.refresh(first)));
      const descendants = [...new Set(replies.filter(isGranted).map(nextToken))];
      let working = 0;
      for (const descendant of descendants) {
        if (await families.present(index, descendant, 1 - 1 / descendants.length)) working += 1;
      }
      if (working > 1) forked += 1;
    }
    /** Two clients hold one token, and the second is late: a thief, or a tab that slept. */
    async function presentLate(index: number) {
      const first = await families.open(index);
      const second = nextToken(await families.refresh(first));
      await cluster.pause(graceSeconds * 1000 + lateMs);
      const isGiven = await families.present(index, first, 1);
      const isAlive = await families.present(index, second, 1);
      if (isGiven || isAlive) survived += 1;
    }
    const [loggedOut] = await Promise.all([
      Promise.all(habits.map((habit) => habit.count())),
      pLimit(2).map(Array(count).keys(), race),
      pLimit(count).map(Array(count).keys(), presentLate),
    ]);
    const ofUsers = `of ${count} users`;
    const ofFamilies = `of ${count} families`;
    const { survivedReuse, forked: expectedForked, unaccounted } = rotationExpectations;
    return {
      ...record.observed(),
      figures: toFigures([
        {
          name: 'honest users logged out',
          unit: `of ${habits.length * count} users`,
          expected: sumOf(habits.map((habit) => habit.expected)),
          measured: sum(loggedOut),
        },
        ...habits.map(({ what, expected }, index) => ({
          name: `logged out: ${what}`,
          unit: ofUsers,
          expected,
          measured: loggedOut[index] ?? 0,
        })),
        {
          name: 'logged out: a tab later than the grace',
          unit: ofUsers,
          expected: predictLoggedOutByReuse(count, [graceSeconds, Number.POSITIVE_INFINITY], graceSeconds),
          measured: count - survived,
        },
        {
          name: 'a copy works after the grace',
          unit: ofFamilies,
          expected: survivedReuse,
          measured: survived,
        },
        { name: 'two descendants work', unit: ofFamilies, expected: expectedForked, measured: forked },
        {
          name: 'neither 200 nor 401',
          unit: 'refreshes',
          expected: unaccounted,
          measured: families.unaccounted(),
        },
      ]),
    };
  },
});
