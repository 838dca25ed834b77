// The mix: which mode sends next, and whether a member or the churn does.
import type { PlannedRequest } from './planned-request.js';

/** The two sources of requests of one mode. */
interface Sources {
  readonly members: () => PlannedRequest | undefined;
  readonly churn: () => PlannedRequest | undefined;
}

/** All modes get equally many requests; in each, exactly `writeShare` of them come from the churn. */
export function createMix(modes: readonly Sources[], writeShare: number): () => PlannedRequest | undefined {
  const draw = createShuffleBag(modes.map((sources) => alternate(sources, writeShare)));
  return () => draw()();
}

function alternate({ members, churn }: Sources, writeShare: number): () => PlannedRequest | undefined {
  let planned = 0;
  return () => {
    const earlier = Math.floor(planned * writeShare);
    planned += 1;
    return Math.floor(planned * writeShare) > earlier ? churn() : members();
  };
}

// A shuffle bag: each item comes once in each round, in random order.

/**
 * Even by the round, and never in step with a round robin: N modes or users in a fixed order would reach the same place
 * of a rotation of N instances each time. `items` must not be empty.
 */
export function createShuffleBag<Item>(
  items: readonly Item[],
  random: () => number = Math.random,
): () => Item {
  let left: Item[] = [];
  return () => {
    if (left.length === 0) left = [...items];
    const [drawn] = left.splice(Math.floor(random() * left.length), 1);
    return drawn as Item;
  };
}
