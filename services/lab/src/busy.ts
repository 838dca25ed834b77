// What goes on that nothing else may disturb: one thing at a time, and everything else is refused meanwhile.
import type { LabState } from '@scale-out-lab/core/wire';
import { Problem } from './problem.js';

export type Occupation = NonNullable<LabState['busy']>;

export interface Busy {
  what(): Occupation | null;
  /** Returns how to say that it is over. @throws Problem (409) that says what goes on, and what to do about it */
  begin(what: Occupation, sentence: string): () => void;
  /** @throws Problem (409), as above */
  requireFree(): void;
}

export function createBusy(): Busy {
  let now: { readonly what: Occupation; readonly sentence: string } | null = null;
  function requireFree(): void {
    if (now) throw new Problem('busy', now.sentence);
  }
  return {
    what: () => now?.what ?? null,
    requireFree,
    begin(what, sentence) {
      requireFree();
      const begun = { what, sentence };
      now = begun;
      return () => {
        if (now === begun) now = null;
      };
    },
  };
}
