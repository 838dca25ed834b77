// The mix: which mode sends next, and whether a member or the churn does.
import type { PlannedRequest } from './planned-request.js';
import { createShuffleBag } from './shuffle-bag.js';

/** The two sources of requests of one mode. */
export interface Sources {
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
