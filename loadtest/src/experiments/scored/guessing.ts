// Guessing: wrong passwords of one user, one after the other. How many are checked before all further ones are refused?

import {
  accepts,
  type ExitError,
  type Mode,
  missingError,
  predictGuesses,
  predictGuessesWithCookies,
} from '@scale-out-lab/core';
import { guessRequest } from '../../http/requests.js';
import { type Answer, headerValues } from '../../model/answer.js';
import type { AffinityRoute, ModeClient, Reply } from '../client/cluster-client.js';
import { isAcceptedAnywhere, logInRecorded, usernameIn } from '../client/scored-trial.js';
import { scored } from './scored.js';

export const guessing = scored({
  question: {
    en: 'Someone guesses the password of one user. How many wrong passwords are checked before all further ones are refused?',
    ko: '한 사용자의 비밀번호를 계속 추측합니다. 모든 추측이 거부되기 전까지 틀린 비밀번호를 몇 번 확인해 줍니까?',
  },
  headline: {
    en: 'wrong passwords of one user that were checked before all were refused with 429',
    ko: '모든 시도가 429로 거부되기 전까지 확인해 준 한 사용자의 틀린 비밀번호 수',
  },
  async observe(trial) {
    const { cluster, mode, instances } = trial;
    const [roaming, staying] = [usernameIn(trial, 0), usernameIn(trial, 1)];
    const routes = await cluster.routes();
    const owner = await logInRecorded(trial, roaming);

    const [route] = routes;
    const first = await guessFirst(trial, roaming, route);
    const conditions = { instances: instances.length, limit: first.limit };
    const checked = await guessOn(trial, { username: roaming, routes, instances, first });
    const checkedWithCookie = await guessOn(trial, {
      username: staying,
      routes: [route],
      instances: mode.balancing === 'sticky' ? instances.slice(0, 1) : instances,
      first: await guessFirst(trial, staying, route),
    });

    // The guesses must not log the user out.
    await isAcceptedAnywhere(trial, owner, (instance) => (accepts(mode, instance, owner) ? 0 : 1));
    return {
      'guesses that were checked': ['guesses', predictGuesses(mode, conditions), checked],
      'of a guesser who keeps cookies': [
        'guesses',
        predictGuessesWithCookies(mode, conditions),
        checkedWithCookie,
      ],
    };
  },
});

/** The first guess of a window, and the limit that its answer states. */
interface FirstGuess {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly sentAt: number;
}

/** Waits until the guesses of an earlier run no longer count. */
async function guessFirst(
  { cluster, mode }: ModeClient,
  username: string,
  route?: AffinityRoute,
): Promise<FirstGuess> {
  for (;;) {
    const reply = await cluster.send(guessRequest(mode, username), route);
    const isChecked = wasChecked(mode, reply);
    const { limit, windowSeconds, left, secondsLeft } = readLimit(mode, reply.answer as Answer);
    if (isChecked && left === limit - 1) return { limit, windowSeconds, sentAt: reply.sentAt };
    // The windows of the instances began one after the other, within a second.
    await cluster.pause(1000 * (secondsLeft + 1));
  }
}

interface GuessingOptions {
  readonly username: string;
  /** Used in turn. */
  readonly routes: readonly (AffinityRoute | undefined)[];
  /** The instances that these routes lead to. */
  readonly instances: readonly string[];
  readonly first: FirstGuess;
}

/** Sends batches of guesses until all those instances refuse. Resolves to how many were checked, the first included. */
async function guessOn(
  { cluster, mode }: ModeClient,
  { username, routes, instances, first }: GuessingOptions,
): Promise<number> {
  const request = guessRequest(mode, username);
  const refusing = new Set<string | undefined>();
  let checked = 1;
  while (refusing.size < instances.length) {
    const batch = Array.from({ length: instances.length * (first.limit + 1) }, (_, index) =>
      cluster.send(request, routes[index % routes.length]),
    );
    for (const reply of await Promise.all(batch)) {
      if (wasChecked(mode, reply)) checked += 1;
      else refusing.add(reply.instance);
    }
    if (performance.now() - first.sentAt < first.windowSeconds * 1000) continue;
    throw failure(mode, `the guesses took longer than the window of ${first.windowSeconds} s (GUESS_WINDOW)`);
  }
  return checked;
}

/** Whether the password was compared (401) rather than the guess refused (429). */
function wasChecked(mode: Mode, { answer }: Reply): boolean {
  if (answer?.status === 401) return true;
  if (answer?.status === 429) return false;
  throw failure(mode, `a guess was ${answer ? `answered with ${answer.status}` : 'not answered'}`);
}

/** As in `RateLimit-Policy: "guesses";q=5;w=60` and `RateLimit: "guesses";r=4;t=60`. */
function readLimit(mode: Mode, answer: Answer) {
  const policy = /;q=(\d+);w=(\d+)/.exec(headerValues(answer, 'ratelimit-policy').join());
  const state = /;r=(\d+);t=(\d+)/.exec(headerValues(answer, 'ratelimit').join());
  if (!policy || !state) throw failure(mode, 'the answer to a wrong password states no limit (RateLimit)');
  return {
    limit: Number(policy[1]),
    windowSeconds: Number(policy[2]),
    left: Number(state[1]),
    secondsLeft: Number(state[2]),
  };
}

function failure({ name }: Mode, sentence: string): ExitError {
  return missingError(`${name}: ${sentence}.`);
}
