// The mix: which mode has its turn, and whether somebody reads there or comes and goes.

import type { PlannedRequest } from './planned-request.js';
import { createShuffleBag } from './shuffle-bag.js';

/** The two sources of turns of one mode. */
export interface Sources {
  readonly members: () => PlannedRequest | undefined;
  readonly churn: () => PlannedRequest | undefined;
}

/** All modes get equally many turns; in each, exactly `writeShare` of them are of the churn. */
export function createMix(modes: readonly Sources[], writeShare: number): () => PlannedRequest | undefined {
  const draw = createShuffleBag(modes.map((sources) => alternate(sources, writeShare)));
  return () => draw()();
}

function alternate({ members, churn }: Sources, writeShare: number): () => PlannedRequest | undefined {
  let turns = 0;
  return () => {
    const earlier = Math.floor(turns * writeShare);
    turns += 1;
    return Math.floor(turns * writeShare) > earlier ? churn() : members();
  };
}
