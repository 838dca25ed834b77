// Names that every part of the lab uses: who issues its tokens, its cookies, its size, the users of the load test, and the parts of a probe.

/** The issuer of the tokens. The types of the problems and the lab's own claim are below it. */
export const issuer = 'https://scale-out-lab.example';
/** The name of a public claim is a URI of its owner, so that it collides with no other (RFC 7519 §4.2). */
export const modeClaim = `${issuer}/claims/mode`;

/** RFC 9457 §3.1.1. */
export function problemType(code: string): string {
  return `${issuer}/problems/${code}`;
}

/**
 * The prefix of each cookie name. Over TLS a browser accepts such a name only with `Secure`, `Path=/` and no `Domain`
 * (RFC 6265bis §4.1.3.2), so no other host and no page over plain HTTP can set the cookie.
 */
export const cookiePrefix = (isTls: boolean) => (isTls ? '__Host-' : '');

export function sessionCookieName({ name }: { readonly name: string }, isTls = false): string {
  return `${cookiePrefix(isTls)}sid-${name}`;
}

/** The cookie with the signed copy of the session, in modes with `cacheSeconds`. */
export function sessionCopyName({ name }: { readonly name: string }, isTls = false): string {
  return `${cookiePrefix(isTls)}copy-${name}`;
}

export function tokenCookieName({ name }: { readonly name: string }, isTls = false): string {
  return `${cookiePrefix(isTls)}token-${name}`;
}

export function refreshCookieName({ name }: { readonly name: string }, isTls = false): string {
  return `${cookiePrefix(isTls)}refresh-${name}`;
}

/** Whether a cookie such as `copy-session-redis-cached=…` is the copy of a session, over plain HTTP or TLS. */
export function isSessionCopy(cookie: string, mode: { readonly name: string }): boolean {
  return [false, true].some((isTls) => cookie.startsWith(`${sessionCopyName(mode, isTls)}=`));
}

/** The most instances that a lab can have. */
export const mostInstances = 9;

/** The directory has this many users for the load test: vu-0001 to vu-1000. */
export const virtualUserCount = 1000;

/** @param number from 1 */
export function virtualUserName(number: number): string {
  return `vu-${String(number).padStart(4, '0')}`;
}

/** The header that carries the host's key to the control room of a lab that is open to a network. */
export const hostKeyHeader = 'x-host-key';

/** The parts of a probe that send checks. The failure rate of the report is that of the first one in which a check failed. */
export const probeParts = [
  'pinned-fresh',
  'pinned-kept',
  'browser-fresh',
  'browser-kept',
  'other-addresses',
  'http2-fresh',
  'http2-kept',
] as const;
