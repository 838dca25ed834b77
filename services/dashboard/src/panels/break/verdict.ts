// Whether a visitor is still logged in, judged by real answers.
import type { Exchange } from '@scale-out-lab/core/wire';

/** `unclear`: nobody could say, because nobody answered or what is needed for an answer is gone. */
export type VerdictState = 'in' | 'out' | 'unclear';

export interface Verdict {
  readonly state: VerdictState;
  /** The answer that decided it. */
  readonly exchange: Exchange | null;
}

/**
 * One acceptance anywhere is enough. Where an instance cannot know what another has issued, its refusal is no log-out:
 * such a mode is judged by the answers of all instances.
 */
export function judge(exchanges: readonly Exchange[]): Verdict {
  const asked = exchanges.filter(({ kind }) => kind === 'me');
  const accepted = asked.find(({ status }) => status === 200);
  if (accepted) return { state: 'in', exchange: accepted };
  // A renewal that failed is all that there is to judge by, where it kept the question from being asked.
  const answers = asked.length > 0 ? asked : exchanges;
  const undecided = answers.find(({ status }) => status === null || status >= 500);
  if (undecided) return { state: 'unclear', exchange: undecided };
  const byIssuer = answers.find(({ servedBy, issuedBy }) => servedBy !== null && servedBy === issuedBy);
  return { state: 'out', exchange: byIssuer ?? answers.at(-1) ?? null };
}
