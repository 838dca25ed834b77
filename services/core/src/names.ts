// Names that every part of the lab uses: who issues its tokens, its cookies, and the users of the load test.

/** The issuer of the tokens. The types of the problems and the lab's own claim are below it. */
export const issuer = 'https://scale-out-lab.example';
/** The name of a public claim is a URI of its owner, so that it collides with no other (RFC 7519 §4.2). */
export const modeClaim = `${issuer}/claims/mode`;

/** RFC 9457 §3.1.1. */
export function problemType(code: string): string {
  return `${issuer}/problems/${code}`;
}

export function sessionCookieName({ name }: { readonly name: string }): string {
  return `sid-${name}`;
}

/** The cookie with the signed copy of the session, in modes with `cacheSeconds`. */
export function sessionCopyName({ name }: { readonly name: string }): string {
  return `copy-${name}`;
}

/** The directory has this many users for the load test: vu-0001 to vu-1000. */
export const virtualUserCount = 1000;

/** @param number from 1 */
export function virtualUserName(number: number): string {
  return `vu-${String(number).padStart(4, '0')}`;
}

/** The header that carries the host's key to the control room of a lab that is open to a network. */
export const hostKeyHeader = 'x-host-key';
