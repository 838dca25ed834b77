// The refusals of the provider's own pages. Those of the protocol are oidc-provider's.
import { Problem, type ProblemOptions, type ProblemType } from '@scale-out-lab/http';

const problems = {
  'invalid-credentials': { status: 401, title: 'The username or the password is wrong' },
  'cross-site': { status: 403, title: 'The form comes from another site' },
  'unknown-interaction': { status: 400, title: 'This provider does not know the sign-in' },
} as const satisfies Record<string, ProblemType>;

export function providerProblem(
  code: keyof typeof problems,
  detail: string,
  options?: ProblemOptions,
): Problem {
  return new Problem(code, problems[code], detail, options);
}
