// Refresh race: one refresh token many times at once, by honest users and by racers, and again after its grace.
import {
  defaultGraceSeconds,
  predictLoggedOutByReuse,
  rotationExpectations,
  sumOf,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { sum } from '../../statistics/samples.js';
import { createFamilies, honestHabits, isGranted, nextToken } from './honest-users.js';
import { scored } from './scored.js';

const racers = 20;
/** By how much a late use misses the grace period. */
const lateMs = 500;

export const refreshRace = scored({
  question: {
    en: 'If a refresh token is used 20 times at once, late, or twice, which honest users are logged out? Can two valid tokens come of it?',
    ko: '같은 리프레시 토큰을 동시에 20번, 유예 시간이 지난 뒤, 또는 중복해서 사용합니다. 정상 사용자가 로그아웃됩니까? 유효한 후속 토큰이 둘 이상 생깁니까?',
  },
  headline: {
    en: 'honest users logged out by simultaneous or repeated refreshes',
    ko: '동시 갱신이나 중복 갱신 때문에 로그아웃된 정상 사용자 수',
  },
  runsConcurrently: true,
  appliesTo: (mode) => mode.refresh === true,
  async observe(trial) {
    const { families: count } = trial;
    const { graceSeconds = defaultGraceSeconds } = trial.mode;
    const families = createFamilies(trial);
    const habits = honestHabits(families, graceSeconds);
    let forked = 0;
    let survived = 0;

    async function race(index: number) {
      const first = await families.open(index);
      const replies = await Promise.all(Array.from({ length: racers }, () => families.refresh(first)));
      const descendants = [...new Set(replies.filter(isGranted).map(nextToken))];
      // Without a grace period, the uses that lose the race end the family.
      const loss = graceSeconds === 0 ? 1 : 1 - 1 / descendants.length;
      let working = 0;
      for (const descendant of descendants) {
        if (await families.present(index, descendant, loss)) working += 1;
      }
      if (working > 1) forked += 1;
    }
    /** Two clients hold one token, and the second is late: a thief, or a tab that slept. */
    async function presentLate(index: number) {
      const first = await families.open(index);
      const second = nextToken(await families.refresh(first));
      await trial.cluster.pause(graceSeconds * 1000 + lateMs);
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
    const late = predictLoggedOutByReuse(count, [graceSeconds, Number.POSITIVE_INFINITY], graceSeconds);
    const habitRows = habits.map(
      ({ what, expected }, index) =>
        [`logged out: ${what}`, [ofUsers, expected, loggedOut[index] ?? 0]] as const,
    );
    return {
      'honest users logged out': [
        `of ${habits.length * count} users`,
        sumOf(habits.map((habit) => habit.expected)),
        sum(loggedOut),
      ],
      ...Object.fromEntries(habitRows),
      'logged out: a tab later than the grace': [ofUsers, late, count - survived],
      'a copy works after the grace': [ofFamilies, rotationExpectations.survivedReuse, survived],
      'two descendants work': [ofFamilies, rotationExpectations.forked, forked],
      'neither 200 nor 401': ['refreshes', rotationExpectations.unaccounted, families.unaccounted()],
    };
  },
});
