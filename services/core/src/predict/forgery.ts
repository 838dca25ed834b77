// Predicts forgery: every mode refuses a credential that no instance issued in that form.
import { between, type Expectation, exactly } from './expectation.js';

export interface ForgeryConditions {
  /** The number of classes of forged credentials for the mode. */
  readonly classes: number;
  /** Whether the attacker knows the signing key of the instances. */
  readonly isKeyKnown: boolean;
}

/** Milliseconds within which a forged credential is refused. */
export const longestRefusalMs = 250;

export function predictForgery({ classes, isKeyKnown }: ForgeryConditions) {
  return {
    accepted: exactly(
      0,
      `A credential is accepted only with a valid signature or a record in the store. ${isKeyKnown ? underTheirKey : underNoKey}`,
    ),
    failed: exactly(0, 'A forged credential is ordinary input: no instance fails on it.'),
    otherStatus: exactly(
      0,
      'The answer to a malformed, forged or expired credential is 401 (RFC 6750 §3.1).',
    ),
    unchallenged: exactly(0, 'A 401 says how to authenticate (RFC 9110 §11.6.1).'),
    slowestMs: between(
      0,
      longestRefusalMs,
      'A refusal needs one check of the credential, and no other server.',
    ),
    connections: exactly(0, 'No instance fetches a key from a URL in a token (RFC 8725 §3.10).'),
    refusedGenuine: exactly(
      0,
      'A genuine credential works before and after; otherwise the refusals would have another reason.',
    ),
    classes: exactly(classes, 'Every class of the mode, on every instance.'),
  } satisfies Record<string, Expectation>;
}

const underTheirKey =
  'Invalid claims were signed with the key of the instances, so only the check of the claims can refuse them.';
const underNoKey = 'The key of the instances is not known here, so invalid claims had no valid signature.';
