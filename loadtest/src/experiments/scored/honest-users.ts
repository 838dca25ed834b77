// Families of refresh tokens, as a client has them: a log-in opens one, and each refresh adds a token.

import { decodeClaims, predictLoggedOutByReuse } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { logInRequest, meRequest, refreshByCookieRequest, refreshRequest } from '../../http/requests.js';
import { textField } from '../../model/answer.js';
import type { ClusterClient, Reply } from '../client/cluster-client.js';
import { openBrowser, readLogIn, sendLogIn } from '../client/log-in.js';
import { logInRecorded, type ScoredTrial, usernameIn } from '../client/scored-trial.js';

type Families = ReturnType<typeof createFamilies>;

export function createFamilies(trial: ScoredTrial) {
  const { cluster, mode, record } = trial;
  let unaccounted = 0;

  async function refresh(token: string): Promise<Reply> {
    const reply = await cluster.send(refreshRequest(mode, token));
    if (![200, 401].includes(reply.answer?.status ?? 0)) unaccounted += 1;
    return reply;
  }
  return {
    trial,
    refresh,
    /** Refreshes that were neither granted nor refused. */
    unaccounted: () => unaccounted,
    /** Logs in, and resolves to the first refresh token. */
    async open(index: number): Promise<string> {
      const { refreshToken = '' } = await logInRecorded(trial, usernameIn(trial, index));
      return refreshToken;
    },
    /** A refresh that counts. Resolves to whether the token still gives a new one. */
    async present(index: number, token: string, expectedLoss: number): Promise<boolean> {
      const reply = await refresh(token);
      return record.note(usernameIn(trial, index), withClaims(reply), expectedLoss) === 'ok';
    },
  };
}

export function isGranted({ answer }: Reply): boolean {
  return answer?.status === 200;
}

export function nextToken({ answer }: Reply): string {
  return (answer && textField(answer, 'refresh_token')) ?? '';
}

/** The claims of the new access token as the body: an answer counts as `ok` if it names the right user. */
function withClaims(reply: Reply): Reply {
  const token = reply.answer && textField(reply.answer, 'access_token');
  if (!reply.answer || token === undefined) return reply;
  return { ...reply, answer: { ...reply.answer, body: JSON.stringify(decodeClaims(token)) } };
}

// Honest users who reuse a refresh token: tabs that refresh at the same time, and clients that lost the answer.

/** How many tabs refresh one log-in at the same time. */
const tabCounts = [2, 3, 5];
/** How often they do, and how far apart. */
const rounds = 3;
const apartMs = 5;
/** When a client retries a refresh that was answered with 503, or not at all. */
const retryAfterMs = 3000;

/** A tab may find in the jar the new token of another tab, so that it uses none again. */
const notUsedYet = [Number.NEGATIVE_INFINITY, 1] as const;

interface UserTurn {
  readonly index: number;
  /** The probability that the last request is refused. */
  readonly loss: number;
}

/**
 * The habit of users, how many of them should be logged out, and a function that resolves to how many were, of one user for each
 * family of the plan.
 */
export function honestHabits(families: Families, graceSeconds: number) {
  const { trial } = families;
  const { families: users } = trial;
  const retrySeconds = retryAfterMs / 1000;

  /** @param isLoggedOut acts as one user */
  function habit(
    what: string,
    secondsSinceUse: readonly [number, number],
    isLoggedOut: (turn: UserTurn) => Promise<boolean>,
    concurrentUsers = 2,
  ) {
    const expected = predictLoggedOutByReuse(users, secondsSinceUse, graceSeconds);
    const [low, high] = expected.predicted;
    const loss = (low + high) / 2 / users;
    async function count() {
      const turns = Array.from({ length: users }, (_, index) => ({ index, loss }));
      return (await pLimit(concurrentUsers).map(turns, isLoggedOut)).filter(Boolean).length;
    }
    return { what, expected, count };
  }
  return [
    ...tabCounts.map((tabs) =>
      habit(`${tabs} tabs, one jar`, notUsedYet, (turn) => shareJar(trial, tabs, turn)),
    ),
    ...tabCounts.map((tabs) =>
      habit(`${tabs} tabs, a token each`, [0, 1], (turn) => holdTokens(families, tabs, turn)),
    ),
    habit(
      `answer lost, repeated after ${retrySeconds} s`,
      [retrySeconds, retrySeconds + 1],
      (turn) => retry(families, turn),
      users,
    ),
  ];
}

/** The refresh token is a cookie, and the last answer fills the jar for all tabs. */
async function shareJar(trial: ScoredTrial, tabs: number, { index, loss }: UserTurn): Promise<boolean> {
  const { cluster, mode, record } = trial;
  const username = usernameIn(trial, index);
  const browser = openBrowser(cluster);
  const request = logInRequest(mode, username, { transport: 'cookie' });
  readLogIn(mode, username, await sendLogIn(cluster, () => browser.send(request)));
  record.noteLogIn(username);
  let isRefused = false;
  await refreshInRounds(cluster, tabs, async () => {
    const { answer } = await browser.send(refreshByCookieRequest(mode));
    if (answer?.status === 401) isRefused = true;
  });
  const last = record.note(username, await browser.send(meRequest(mode, {})), loss);
  return isRefused || last !== 'ok';
}

/** Each tab keeps the token that the log-in gave, and refreshes its own. */
async function holdTokens(families: Families, tabs: number, { index, loss }: UserTurn): Promise<boolean> {
  const first = await families.open(index);
  const tokens = Array.from({ length: tabs }, () => first);
  let isRefused = false;
  await refreshInRounds(families.trial.cluster, tabs, async (tab) => {
    const reply = await families.refresh(tokens[tab] ?? '');
    if (isGranted(reply)) tokens[tab] = nextToken(reply);
    else isRefused = true;
  });
  const isLoggedIn = await families.present(index, tokens[0] ?? '', loss);
  return isRefused || !isLoggedIn;
}

/** The refresh is carried out, but the client has only the token that it used. */
async function retry(families: Families, { index, loss }: UserTurn): Promise<boolean> {
  const first = await families.open(index);
  await families.refresh(first);
  await families.trial.cluster.pause(retryAfterMs);
  return !(await families.present(index, first, loss));
}

async function refreshInRounds(
  cluster: ClusterClient,
  tabs: number,
  refresh: (tab: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(
      Array.from({ length: tabs }, async (_, tab) => {
        await cluster.pause(Math.random() * apartMs);
        await refresh(tab);
      }),
    );
  }
}
