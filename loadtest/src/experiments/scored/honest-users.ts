// Honest users who present a spent refresh token: tabs that renew at the same time, and clients whose answer was lost.
import { type Expectation, predictLoggedOutByReuse } from '@scale-out-lab/core';
import { usernameOf, usersOfTrial } from '../../users/usernames.js';
import { openBrowser } from '../client/browser.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { type Families, isGranted, nextToken } from '../client/families.js';
import { inParallel } from '../client/in-parallel.js';
import { logInRequest, meRequest, readLogIn, refreshByCookieRequest } from '../client/log-in.js';
import type { TrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';

/** How many tabs renew one log-in at the same time. */
const tabCounts = [2, 3, 5];
/** How often they do, and within which time of each other. */
const rounds = 3;
const apartMs = 5;
/** When a client repeats a refresh that was answered 503, or not at all. */
const retryAfterMs = 3000;

export interface Setting {
  readonly cluster: ClusterClient;
  readonly plan: TrialPlan;
  readonly record: TrialRecord;
  readonly family: Families;
  readonly graceSeconds: number;
}

export interface Habit {
  /** What the users do. */
  readonly what: string;
  /** How many of the users are logged out. */
  readonly expected: Expectation;
  /** Resolves to how many were: as many users as the plan has families do it. */
  count(): Promise<number>;
}

export function honestHabits(setting: Setting): readonly Habit[] {
  const { plan, graceSeconds } = setting;
  const { families: users } = plan;
  const retrySeconds = retryAfterMs / 1000;

  /** @param isLoggedOut lives through it as one user; `loss` is how likely the last request is to be refused */
  function habit(
    what: string,
    secondsSinceSpent: readonly [number, number],
    isLoggedOut: (index: number, loss: number) => Promise<boolean>,
    atATime = 2,
  ): Habit {
    const expected = predictLoggedOutByReuse(users, secondsSinceSpent, graceSeconds);
    const [low, high] = expected.predicted;
    const loss = (low + high) / 2 / users;
    async function count() {
      let loggedOut = 0;
      await inParallel(users, atATime, async (index) => {
        if (await isLoggedOut(index, loss)) loggedOut += 1;
      });
      return loggedOut;
    }
    return { what, expected, count };
  }
  return [
    ...tabCounts.map((tabs) =>
      habit(`${tabs} tabs, one jar`, [0, 1], (index, loss) => shareJar(setting, index, { tabs, loss })),
    ),
    ...tabCounts.map((tabs) =>
      habit(`${tabs} tabs, a token each`, [0, 1], (index, loss) =>
        holdTokens(setting, index, { tabs, loss }),
      ),
    ),
    habit(
      `answer lost, repeated after ${retrySeconds} s`,
      [retrySeconds, retrySeconds + 1],
      (index, loss) => repeat(setting, index, loss),
      users,
    ),
  ];
}

/** The refresh token is a cookie, and the answer that comes last fills the jar for all tabs. */
async function shareJar(
  { cluster, plan, record }: Setting,
  index: number,
  { tabs, loss }: { tabs: number; loss: number },
): Promise<boolean> {
  const { mode, firstUser } = plan;
  const username = usernameOf(firstUser + (index % usersOfTrial));
  const browser = openBrowser(cluster);
  readLogIn(mode, username, await browser.send(logInRequest(mode, username, { transport: 'cookie' })));
  record.noteLogIn(username);
  let isRefused = false;
  await renewInRounds(cluster, tabs, async () => {
    const { answer } = await browser.send(refreshByCookieRequest(mode));
    if (answer?.status === 401) isRefused = true;
  });
  const last = record.note(username, await browser.send(meRequest(mode, {})), loss);
  return isRefused || last !== 'ok';
}

/** Each tab keeps the token that the log-in gave, and renews its own. */
async function holdTokens(
  { cluster, family }: Setting,
  index: number,
  { tabs, loss }: { tabs: number; loss: number },
): Promise<boolean> {
  const first = await family.open(index);
  const tokens = Array.from({ length: tabs }, () => first);
  let isRefused = false;
  await renewInRounds(cluster, tabs, async (tab) => {
    const reply = await family.refresh(tokens[tab] ?? '');
    if (isGranted(reply)) tokens[tab] = nextToken(reply);
    else isRefused = true;
  });
  const isLoggedIn = await family.present(index, tokens[0] ?? '', loss);
  return isRefused || !isLoggedIn;
}

/** The refresh is carried out, but the client knows only the token that it spent. */
async function repeat({ cluster, family }: Setting, index: number, loss: number): Promise<boolean> {
  const first = await family.open(index);
  await family.refresh(first);
  await cluster.pause(retryAfterMs);
  return !(await family.present(index, first, loss));
}

async function renewInRounds(
  cluster: ClusterClient,
  tabs: number,
  renew: (tab: number) => Promise<void>,
): Promise<void> {
  const all = Array.from({ length: tabs }, (_, tab) => tab);
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(
      all.map(async (tab) => {
        await cluster.pause(Math.random() * apartMs);
        await renew(tab);
      }),
    );
  }
}
