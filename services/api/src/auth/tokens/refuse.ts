// The whole 401 of the token modes: the reason in words, and the challenge (RFC 6750 §3).
import { Problem, type ProblemCode } from '../../problem.js';

/** What a 401 says about how to log in, without the reason. */
export const challenge = 'Bearer realm="scale-out-lab"';

/** @param issuedBy the instance that issued the token, where the token says so */
export function refuse(code: ProblemCode, detail: string, issuedBy?: string): never {
  // RFC 6750 §3.1: no error code where no credential was sent.
  const error = code === 'missing-credential' ? '' : `, error="invalid_token", error_description="${code}"`;
  throw new Problem(code, detail, { headers: { 'www-authenticate': challenge + error }, issuedBy });
}
