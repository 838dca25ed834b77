// The kind of a claim or header field: registered, public or private (RFC 7519 §4.1–4.3, RFC 7515 §4.1–4.3).

export type Kind = 'registered' | 'public' | 'private';

const registered = {
  header: ['alg', 'typ', 'kid', 'cty', 'jku', 'jwk', 'x5u', 'x5c', 'crit'],
  // All of RFC 7519 §4.1, and two that later standards have put into the same IANA registry: `sid` (OpenID Connect) and
  // `client_id` (RFC 8693 §4.3).
  payload: ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sid', 'client_id'],
} as const;

/** Claims that are seconds since the epoch (NumericDate, RFC 7519 §2). */
const times: readonly string[] = ['exp', 'nbf', 'iat'];

export function kindOf(name: string, part: 'header' | 'payload'): Kind {
  const names: readonly string[] = registered[part];
  if (names.includes(name)) return 'registered';
  return isCollisionResistant(name) ? 'public' : 'private';
}

/** The moment that a claim names, or null where it names none. */
export function timeIn(name: string, value: unknown): Date | null {
  if (!times.includes(name) || typeof value !== 'number') return null;
  const time = new Date(value * 1000);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A URI has an owner, so no other party gives the same name another meaning. */
function isCollisionResistant(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S/i.test(name);
}
