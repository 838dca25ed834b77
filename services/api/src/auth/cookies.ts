// Cookies as text: reads every value of a name, and sets and clears the cookies of the token modes.
import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The values of all cookies of that name, in the order in which they were sent. A browser sends several where they were
 * set for several paths or hosts, and does not say which is which (RFC 6265 §5.4).
 */
export function cookieValues({ headers }: FastifyRequest, name: string): readonly string[] {
  const header = headers.cookie;
  if (!header?.includes(name)) return [];
  return header.split(';').flatMap((pair) => fastifyCookie.parse(pair)[name] || []);
}

/** The limit for the cookies of one name, because each of them is checked. */
export const mostCookies = 4;

/**
 * Why several cookies of one name, such as a stale one at a longer path, are refused: the only good one counts.
 * @param good how many of them are good
 */
export function explainSeveral(name: string, sent: number, good: number): string {
  const remedy = 'Delete the cookies of this site and log in again.';
  if (sent > mostCookies)
    return `The request has ${sent} cookies "${name}"; at most ${mostCookies} are checked. ${remedy}`;
  const fault =
    good === 0 ? 'none of them is valid here' : `${good} of them are valid, so the user is ambiguous`;
  return `The request has ${sent} cookies "${name}", and ${fault}. ${remedy}`;
}

/** Hidden from scripts and other sites; deleted when the browser closes. */
function attributesFor(request: FastifyRequest) {
  const secure = request.protocol === 'https';
  return { httpOnly: true, sameSite: 'lax', secure } as const;
}

interface NewCookie {
  readonly name: string;
  readonly value: string;
  /** Set once for each path, since a cookie has one. */
  readonly paths: readonly string[];
}

/** @param expires in the past to delete the cookie. Over TLS that needs Secure too, if the name begins with `__Host-`. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, value, paths }: NewCookie,
  expires?: Date,
): void {
  const end = expires && { expires };
  for (const path of paths) {
    const text = fastifyCookie.serialize(name, value, { ...attributesFor(request), ...end, path });
    reply.header('set-cookie', text);
  }
}
