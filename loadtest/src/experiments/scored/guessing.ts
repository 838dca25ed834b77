// Guessing: one user's password is guessed wrong again and again. How many guesses are checked, and who notices?
import { accepts, type Mode, predictGuesses, predictGuessesWithCookies } from '@scale-out-lab/core';
import { type Answer, headerValues } from '../../model/answer.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { toFigure } from '../../model/figure.js';
import { usernameOf } from '../../users/usernames.js';
import type { AffinityRoute } from '../client/affinity-routes.js';
import type { ClusterClient } from '../client/cluster-client.js';
import type { Reply } from '../client/http.js';
import { guessRequest, logIn, meRequest } from '../client/log-in.js';
import { createTrialRecord } from '../client/trial-record.js';
import { scored } from './scored.js';

export const guessing = scored({
  question:
    'One user is guessed at: how many wrong passwords are checked before all further ones are refused?',
  headline: 'wrong passwords of one user that were checked before all were refused with 429',
  async observe(cluster, { mode, instances, firstUser }) {
    const [roaming, staying] = [usernameOf(firstUser), usernameOf(firstUser + 1)];
    const routes = await cluster.routes();
    const record = createTrialRecord();
    const owner = await logIn(cluster, mode, roaming);
    record.noteLogIn(roaming);

    const first = await guessFirst(cluster, mode, roaming, routes[0]);
    const conditions = { instances: instances.length, limit: first.limit };
    const expected = [predictGuesses(mode, conditions), predictGuessesWithCookies(mode, conditions)] as const;
    const byAll = await guessOn(cluster, mode, { username: roaming, ways: routes, instances, first });

    const [way] = routes;
    const alone = await guessFirst(cluster, mode, staying, way);
    const reached = mode.balancing === 'sticky' ? instances.slice(0, 1) : instances;
    const byCookie = await guessOn(cluster, mode, {
      ...{ username: staying, ways: [way], instances: reached, first: alone },
    });

    // Whoever is guessed at stays logged in.
    for (const reply of await cluster.checkOnEveryInstance(meRequest(mode, owner.credential))) {
      const isAccepted = reply.instance !== undefined && accepts(mode, reply.instance, owner);
      record.note(roaming, reply, isAccepted ? 0 : 1);
    }
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure('guesses that were checked', 'guesses', expected[0], byAll),
        toFigure('of a guesser who keeps cookies', 'guesses', expected[1], byCookie),
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
  cluster: ClusterClient,
  mode: Mode,
  username: string,
  way?: AffinityRoute,
): Promise<FirstGuess> {
  for (;;) {
    const reply = await cluster.send(guessRequest(mode, username), way);
    const isChecked = wasChecked(mode, reply);
    const { limit, windowSeconds, left, secondsLeft } = readLimit(mode, reply.answer as Answer);
    if (isChecked && left === limit - 1) return { limit, windowSeconds, sentAt: reply.sentAt };
    // The windows of the instances began one after the other, within a second.
    await cluster.pause(1000 * (secondsLeft + 1));
  }
}

interface GuessingTerms {
  readonly username: string;
  /** In turn. */
  readonly ways: readonly (AffinityRoute | undefined)[];
  /** The instances that these ways lead to. */
  readonly instances: readonly string[];
  readonly first: FirstGuess;
}

/** Guesses many at once until that many instances refuse. Resolves to how many were checked, the first included. */
async function guessOn(cluster: ClusterClient, mode: Mode, terms: GuessingTerms): Promise<number> {
  const { username, ways, instances, first } = terms;
  const request = guessRequest(mode, username);
  const refusing = new Set<string | undefined>();
  let checked = 1;
  while (refusing.size < instances.length) {
    const batch = Array.from({ length: instances.length * (first.limit + 1) }, (_, index) =>
      cluster.send(request, ways[index % ways.length]),
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
  const [limit, windowSeconds, left, secondsLeft] = [policy[1], policy[2], state[1], state[2]].map(Number);
  return { limit, windowSeconds, left, secondsLeft } as Readonly<
    Record<'limit' | 'windowSeconds' | 'left' | 'secondsLeft', number>
  >;
}

function failure({ name }: Mode, sentence: string): LoadtestFailure {
  return new LoadtestFailure(exitCodes.missing, `${name}: ${sentence}.`);
}
