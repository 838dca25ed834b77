// Cookies as text: reading every value of a name, and setting and clearing those of the token modes.
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

/** Out of reach of scripts and of other sites; it goes when the browser closes. */
const attributes = { httpOnly: true, sameSite: 'lax' } as const;

interface NewCookie {
  readonly name: string;
  readonly value: string;
  /** Set once for each, since a cookie has one path. */
  readonly paths: readonly string[];
}

export function setCookie(request: FastifyRequest, reply: FastifyReply, cookie: NewCookie): void {
  const secure = request.protocol === 'https';
  for (const path of cookie.paths) {
    const text = fastifyCookie.serialize(cookie.name, cookie.value, { ...attributes, path, secure });
    reply.header('set-cookie', text);
  }
}

export function clearCookie(reply: FastifyReply, name: string, paths: readonly string[]): void {
  const expires = new Date(0);
  for (const path of paths) {
    reply.header('set-cookie', fastifyCookie.serialize(name, '', { ...attributes, path, expires }));
  }
}
