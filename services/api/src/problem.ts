// The refusals of an instance: the one table of their codes, and the error that carries one.
import {
  commonProblems,
  Problem as HttpProblem,
  type ProblemOptions,
  type ProblemType,
} from '@scale-out-lab/http';

const problems = {
  ...commonProblems,
  'invalid-credentials': { status: 401, title: 'The username or the password is wrong' },
  'missing-credential': { status: 401, title: 'The request carries no credential' },
  'wrong-token': { status: 401, title: 'The token is not the token of the control port' },
  malformed: { status: 401, title: 'The credential does not have the form that this mode issues' },
  'bad-signature': {
    status: 401,
    title: 'The credential was not signed with a key that this instance trusts',
  },
  'invalid-claims': { status: 401, title: 'The token is for another purpose or another time' },
  expired: { status: 401, title: 'The credential has expired' },
  'unknown-sign-in': { status: 400, title: 'This instance does not know the sign-in' },
  'sign-in-failed': { status: 403, title: 'The OpenID provider did not confirm the user' },
  'invalid-logout-token': { status: 400, title: 'The logout token ends no session' },
  revoked: { status: 401, title: 'The credential has been revoked' },
  'unknown-session': { status: 401, title: 'This instance does not know the session' },
  'reused-token': { status: 401, title: 'The refresh token was used before' },
  'cross-site': { status: 403, title: 'The request comes from another site' },
  'unknown-mode': { status: 404, title: 'This mode does not exist' },
  'too-many-attempts': { status: 429, title: 'Too many wrong passwords' },
  'not-remembered': { status: 501, title: 'No server keeps track of the log-ins of this mode' },
  draining: { status: 503, title: 'The instance is about to end' },
  overloaded: { status: 503, title: 'The instance has too many log-ins to check' },
  'provider-unavailable': { status: 503, title: 'The OpenID provider does not answer' },
  'store-unavailable': { status: 503, title: 'The store that this mode needs does not answer, or refuses' },
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof problems;

/** The codes of the problems that only an instance has, and other servers here do not. */
export const refusalCodes = Object.keys(problems).filter((code) => !(code in commonProblems));

interface Options extends Omit<ProblemOptions, 'members'> {
  /** The instance that issued the refused credential, if the credential names one. */
  readonly issuedBy?: string | undefined;
}

/** A refusal. Thrown by plugins and routes, answered by one handler. */
export class Problem extends HttpProblem {
  declare readonly code: ProblemCode;

  constructor(code: ProblemCode, detail: string, { issuedBy, ...options }: Options = {}) {
    super(code, problems[code], detail, { ...options, members: { issuedBy } });
  }
}

/** The challenge of the token modes, without a reason (RFC 6750 §3). */
export const tokenChallenge = 'Bearer realm="scale-out-lab"';

/** The whole 401 of the token modes: the reason in words, and the challenge with its code. */
export function refuseToken(
  code: ProblemCode,
  detail: string,
  options: Pick<Options, 'issuedBy' | 'cause'> = {},
): never {
  // RFC 6750 §3.1: no error code if the request has no credential.
  const error = code === 'missing-credential' ? '' : `, error="invalid_token", error_description="${code}"`;
  throw new Problem(code, detail, { ...options, headers: { 'www-authenticate': tokenChallenge + error } });
}
