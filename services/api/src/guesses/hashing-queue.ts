// The hashing queue: it hashes a few passwords at a time. The waiting log-ins take turns, and none waits for long.
import { availableParallelism } from 'node:os';
import { boundedCache } from '../bounded-cache.js';
import { Problem } from '../problem.js';

/** A waiting log-in. */
interface Turn {
  /** The network it comes from (see `networkOf`). */
  readonly network: string;
  readonly username: string;
  /** Aborted when the client closes its connection. The log-in then leaves the queue. */
  readonly signal: AbortSignal;
}

export interface QueueLimits {
  /** Hashes at the same time. */
  readonly atOnce?: number;
  readonly maxWaiting?: number;
  /** Well below the time after which nginx treats a silent instance as failed (`proxy_read_timeout`, 10 s). */
  readonly maxWaitMs?: number;
}

interface Waiting extends Turn {
  readonly start: () => void;
  readonly refuse: (problem: Problem) => void;
}

/**
 * One core stays free for requests that hash nothing, and of libuv's four threads one for files and names. On two cores
 * more hashes at once make each log-in slower, since each fills 32 MiB (decision 18).
 */
const hashesAtOnce = Math.max(1, Math.min(3, availableParallelism() - 1));

/**
 * At most one hash of a username runs at a time, so that guesses at one password leave room for all others. The next turn
 * is for the network with the oldest last wrong password, and in it for the username with the oldest. Among equals the
 * newest log-in is first: its client still waits, and in a burst some clients are served in time.
 */
export function createHashingQueue({
  atOnce = hashesAtOnce,
  maxWaiting = 256,
  maxWaitMs = 3000,
}: QueueLimits = {}) {
  const waiting: Waiting[] = [];
  const underWay = new Set<string>();
  /** The number of the last wrong password from a network, or of a username; the latest has the highest. */
  const lastWrong = boundedCache<number>(1000);
  let wrong = 0;
  const lastWrongOf = (name: string) => lastWrong.get(name) ?? 0;
  const namesOf = ({ network, username }: Turn) => [`from ${network}`, `of ${username}`] as const;

  function comesBefore(one: Waiting, other: Waiting): boolean {
    const [[network, username], [otherNetwork, otherUsername]] = [namesOf(one), namesOf(other)];
    const byNetwork = lastWrongOf(network) - lastWrongOf(otherNetwork);
    return (byNetwork || lastWrongOf(username) - lastWrongOf(otherUsername)) < 0;
  }

  function noteWrong(turn: Turn): void {
    wrong += 1;
    for (const name of namesOf(turn)) lastWrong.set(name, wrong);
  }

  function startNext(): void {
    while (underWay.size < atOnce) {
      const ready = waiting.filter(({ username }) => !underWay.has(username));
      const next = ready.reduceRight<Waiting | undefined>(
        (best, each) => (best && !comesBefore(each, best) ? best : each),
        undefined,
      );
      if (!next) return;
      underWay.add(next.username);
      next.start();
    }
  }

  function waitForTurn(turn: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        turn.signal.removeEventListener('abort', giveUp);
        waiting.splice(waiting.indexOf(entry), 1);
        act();
      };
      const entry: Waiting = {
        ...turn,
        start: () => settle(resolve),
        refuse: (problem) => settle(() => reject(problem)),
      };
      const giveUp = () => entry.refuse(overloaded());
      const timer = setTimeout(giveUp, maxWaitMs);
      turn.signal.addEventListener('abort', giveUp);
      waiting.push(entry);
      if (waiting.length > maxWaiting) makeRoom();
      startNext();
    });
  }

  /** Refuses the oldest log-in of the most frequent username in the most frequent network. */
  function makeRoom(): void {
    const ofNetwork = mostFrequent(waiting, ({ network }) => network);
    const [oldest] = mostFrequent(ofNetwork, ({ username }) => username);
    oldest?.refuse(overloaded());
  }

  return {
    /**
     * Runs the check of the password at the turn of this log-in.
     * @throws Problem (503) when it waits too long
     */
    async run<Result extends { readonly isRight: boolean }>(
      turn: Turn,
      check: () => Promise<Result>,
    ): Promise<Result> {
      if (turn.signal.aborted) throw overloaded();
      await waitForTurn(turn);
      try {
        const result = await check();
        if (!result.isRight) noteWrong(turn);
        return result;
      } finally {
        underWay.delete(turn.username);
        startNext();
      }
    },
  };
}

function overloaded(): Problem {
  const detail = 'More log-ins are waiting than passwords can be checked in time. Try again in a second.';
  return new Problem('overloaded', detail, { headers: { 'retry-after': '1' } });
}

/** The items that share the most frequent key, in their order. */
function mostFrequent<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), []);
}
