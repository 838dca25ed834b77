// What was found: each answer that is not as it should be, under what is wrong with it.
import type { Mode } from '@scale-out-lab/core';
import type { Reply } from '../../client/http.js';
import { isChallenge } from './challenge.js';

export type FindingKind = 'accepted' | 'failed' | 'otherStatus' | 'unchallenged' | 'slow' | 'refusedGenuine';

export interface Findings {
  enter(kind: FindingKind, what: string, reply: Pick<Reply, 'instance'>): void;
  count(kind: FindingKind): number;
  /** What it was and on which instances, such as `alg "none" (api-1, api-2)`; undefined if there is nothing. */
  describe(kind: FindingKind): string | undefined;
}

/** What is wrong with the answer to a forged credential. Undefined: it was refused as it should be. */
export function judge(mode: Mode, { answer }: Reply): FindingKind | undefined {
  if (answer === undefined || answer.status >= 500) return 'failed';
  if (answer.status < 300) return 'accepted';
  if (answer.status !== 401) return 'otherStatus';
  return isChallenge(mode, answer) ? undefined : 'unchallenged';
}

export function createFindings(): Findings {
  const found = new Map<FindingKind, Map<string, string[]>>();
  const placesOf = (kind: FindingKind) => found.get(kind) ?? new Map<string, string[]>();
  return {
    enter(kind, what, { instance = 'no instance' }) {
      const places = placesOf(kind);
      found.set(kind, places.set(what, [...(places.get(what) ?? []), instance]));
    },
    count: (kind) => [...placesOf(kind).values()].flat().length,
    describe(kind) {
      const places = [...placesOf(kind)].map(
        ([what, where]) => `${what} (${[...new Set(where)].sort().join(', ')})`,
      );
      return places.join('; ') || undefined;
    },
  };
}
