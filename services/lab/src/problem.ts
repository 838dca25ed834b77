// The refusals of the control room: the one table of their codes, and the error that carries one.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import {
  commonProblems,
  Problem as HttpProblem,
  type ProblemOptions,
  type ProblemType,
} from '@scale-out-lab/http';

export const problems = {
  ...commonProblems,
  'foreign-host': { status: 403, title: 'The control room does not have this name' },
  'cross-origin': { status: 403, title: 'The request comes from another page' },
  'host-only': { status: 403, title: 'Only the host of the room may do this' },
  'no-room': { status: 409, title: 'The lab is open only to this machine' },
  'name-taken': { status: 409, title: 'Another visitor has this name' },
  'too-fast': { status: 429, title: 'The visitor sends too many requests' },
  'room-full': { status: 503, title: 'The room has too many visitors' },
  'other-machine': { status: 403, title: 'The page probes only this machine' },
  busy: { status: 409, title: 'Another operation is running' },
  'already-down': { status: 409, title: 'The part is down until it is started' },
  'already-running': { status: 409, title: 'The part is already running' },
  'not-over': { status: 409, title: 'The run has not ended' },
  'no-refresh-token': { status: 409, title: 'The client has no refresh token' },
  'not-possible': { status: 501, title: 'This cannot be done here' },
  unreachable: { status: 502, title: 'The part to change does not answer' },
  'too-many-streams': { status: 503, title: 'Too many event streams are open' },
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof problems;

/** A refusal. Thrown by plugins and routes, answered by one handler. */
export class Problem extends HttpProblem {
  declare readonly code: ProblemCode;

  constructor(code: ProblemCode, detail: string, options?: ProblemOptions) {
    super(code, problems[code], detail, options);
  }
}

/** The problem for a failure of the load test. */
export function explainFailure(error: Error): Problem | undefined {
  if (!(error instanceof ExitError)) return undefined;
  const code = error.exitCode === exitCodes.usage ? 'invalid-request' : 'unreachable';
  return new Problem(code, error.message, { cause: error });
}
