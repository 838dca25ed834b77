// Everything that a probe has seen, from which the diagnosis follows.
import type { ProbePart } from '@scale-out-lab/core/wire';
import type { Check } from './check.js';
import type { CredentialForm, RejectedCookie } from './credential.js';

/** The checks of one log-in. */
export interface UserChecks {
  readonly part: ProbePart;
  readonly checks: readonly Check[];
}

export interface Observations {
  readonly form: CredentialForm;
  readonly cookieNames: readonly string[];
  readonly users: readonly UserChecks[];
  /** Seconds by which the clock of the issuer was ahead, one for each token with a time of issue. */
  readonly issuerOffsets: readonly number[];
  /** Seconds from issue to expiry; undefined where the credential does not say. */
  readonly lifetimeSeconds: number | undefined;
  /** Log-ins, and those that failed although the credentials are right. */
  readonly logIns: {
    readonly sent: number;
    readonly failed: readonly string[];
    readonly requestsEach: number;
  };
  /** Cookies without which some checks succeed and others fail. */
  readonly affinityCookies: readonly {
    readonly name: string;
    readonly ok: number;
    readonly checks: number;
  }[];
  /** The checks after a log-out, with the credential of before. */
  readonly afterLogOut: readonly Check[] | undefined;
  /** Cookies that a browser would not store. `worksAnyway`: checks succeed if they are sent nevertheless. */
  readonly notStored:
    | { readonly cookies: readonly RejectedCookie[]; readonly worksAnyway: boolean }
    | undefined;
  /** Values that tell the instances apart, by the header that shows them. */
  readonly identities: { readonly header: string; readonly values: readonly string[] } | undefined;
  readonly limited: number;
}

export function checksOf({ users }: Observations, part: ProbePart): readonly Check[] {
  return users.filter((each) => each.part === part).flatMap(({ checks }) => checks);
}

export const failuresOf = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ outcome }) => outcome !== 'ok');

/** Failures ÷ checks; 0 without checks. */
export function failureRateOf(checks: readonly Check[]): number {
  return checks.length === 0 ? 0 : failuresOf(checks).length / checks.length;
}
