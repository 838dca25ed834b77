// The end that a credential states, and the refusals that it explains.

import type { UserChecks } from '@scale-out-lab/core/wire';
import { numberField } from '../model/answer.js';
import type { Reply } from './agent.js';
import { type Credential, claimsOf } from './credential.js';

/** The lifetime of a token is in its claims (RFC 7519 §4.1.4), or in the answer to the log-in (RFC 6749 §5.1). */
export interface StatedLifetimes {
  /** Seconds. */
  readonly token: number | undefined;
  /** Seconds, of the cookies that a check carries. */
  readonly cookies: readonly number[];
}

/** @param reply to the log-in; undefined for a given credential: its lifetime counts from now */
export function readLifetimes(credential: Credential, reply: Reply | undefined, url: URL): StatedLifetimes {
  const { iat, exp } = claimsOf(credential, url);
  const from = reply ? iat : Date.now() / 1000;
  const inClaims = typeof from === 'number' && typeof exp === 'number' ? exp - from : undefined;
  const inAnswer = credential.token && reply?.answer && numberField(reply.answer, 'expires_in');
  return { token: inClaims ?? inAnswer, cookies: credential.lifetimesSeconds(url) };
}

/**
 * The lifetime in seconds; undefined where nothing states one. A cookie that is not the credential can end sooner, and checks
 * succeed without it.
 */
export function findLifetime(
  { token, cookies }: StatedLifetimes,
  users: readonly UserChecks[],
): number | undefined {
  if (token !== undefined) return token;
  const succeeded = users.flatMap(({ checks }) => checks.filter(({ outcome }) => outcome === 'ok'));
  const possible = cookies.filter((seconds) => succeeded.every(({ ageMs }) => ageMs <= seconds * 1000));
  return possible.length === 0 ? undefined : Math.min(...possible);
}

/** A refusal after the stated end is no fault. Times are whole seconds, so that the end can come one second sooner. */
export function setExpiredAside(
  users: readonly UserChecks[],
  lifetimeSeconds: number | undefined,
): readonly UserChecks[] {
  if (lifetimeSeconds === undefined) return users;
  const endMs = (lifetimeSeconds - 1) * 1000;
  return users.map(({ part, checks }) => ({
    part,
    checks: checks.map((check) =>
      check.outcome === 'logged-out' && check.ageMs >= endMs ? { ...check, outcome: 'expired' } : check,
    ),
  }));
}
