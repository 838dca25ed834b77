// What was found: each answer that is not as it should be, under what is wrong with it.
import type { Mode } from '@scale-out-lab/core';
import type { Reply } from '../../probe/http.js';
import { isChallenge } from './challenge.js';

export type Fault = 'accepted' | 'failed' | 'otherStatus' | 'unchallenged' | 'slow' | 'refusedGenuine';

export interface Findings {
  enter(fault: Fault, what: string, reply: Pick<Reply, 'instance'>): void;
  count(fault: Fault): number;
  /** What it was and on which instances, such as `alg "none" (api-1, api-2)`; undefined if there is nothing. */
  describe(fault: Fault): string | undefined;
}

/** What is wrong with the answer to a forged credential. Undefined: it was refused as it should be. */
export function judge(mode: Mode, { answer }: Reply): Fault | undefined {
  if (answer === undefined || answer.status >= 500) return 'failed';
  if (answer.status < 300) return 'accepted';
  if (answer.status !== 401) return 'otherStatus';
  return isChallenge(mode, answer) ? undefined : 'unchallenged';
}

export function createFindings(): Findings {
  const found = new Map<Fault, Map<string, string[]>>();
  const placesOf = (fault: Fault) => found.get(fault) ?? new Map<string, string[]>();
  return {
    enter(fault, what, { instance = 'no instance' }) {
      const places = placesOf(fault);
      found.set(fault, places.set(what, [...(places.get(what) ?? []), instance]));
    },
    count: (fault) => [...placesOf(fault).values()].flat().length,
    describe(fault) {
      const places = [...placesOf(fault)].map(
        ([what, where]) => `${what} (${[...new Set(where)].sort().join(', ')})`,
      );
      return places.join('; ') || undefined;
    },
  };
}
