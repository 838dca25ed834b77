// Forgery: what becomes of a credential that nobody issued as it is. The same in every mode.
import { between, type Expectation, exactly } from './expectation.js';

export interface ForgeryConditions {
  /** Classes of forged credentials that there are for the mode. */
  readonly classes: number;
  /** Whether whoever forges knows the key that the instances sign with. */
  readonly isKeyKnown: boolean;
}

/** Milliseconds within which a forged credential is refused. */
export const longestRefusalMs = 250;

export function predictForgery({ classes, isKeyKnown }: ForgeryConditions) {
  return {
    accepted: exactly(
      0,
      `A key vouches for what a credential says, or a store knows it. ${isKeyKnown ? underTheirKey : underNoKey}`,
    ),
    failed: exactly(0, 'A forged credential is input like any other: no instance fails at it.'),
    otherStatus: exactly(
      0,
      'Whatever is wrong with a credential, the answer is 401: malformed, forged or expired (RFC 6750 §3.1).',
    ),
    unchallenged: exactly(0, 'A 401 says how to log in instead (RFC 9110 §11.6.1).'),
    slowestMs: between(
      0,
      longestRefusalMs,
      'To refuse costs one look at the credential: no guessing, nothing asked elsewhere.',
    ),
    connections: exactly(0, 'No instance takes a key from where a token points to (RFC 8725 §3.10).'),
    refusedGenuine: exactly(
      0,
      'What was issued works before and after, or all else would be refused for another reason.',
    ),
    classes: exactly(classes, 'Every class that there is for the mode, on every instance.'),
  } satisfies Record<string, Expectation>;
}

const underTheirKey =
  'What a credential must not say was signed with the key of the instances, so that the check of that alone refuses it.';
const underNoKey =
  'The key of the instances is not known here, so what a credential must not say came without its signature.';
