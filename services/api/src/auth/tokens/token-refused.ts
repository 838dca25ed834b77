// Why a token is refused: a stable code, and the reason in words.
import type { ProblemCode } from '../../problem.js';

export type RefusalCode = Extract<
  ProblemCode,
  'malformed' | 'bad-signature' | 'invalid-claims' | 'expired' | 'revoked'
>;

export class TokenRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail: string,
    /** Which instance the token says it is from; proves nothing. */
    readonly issuedBy?: string | undefined,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}
