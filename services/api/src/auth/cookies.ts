// Cookies of the token modes: read only when they are needed, because parsing them costs every request.
import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRepeated } from './session-cookie.js';

/** `repeated` is no value: which of several cookies of one name counts is anyone's guess. */
export type CookieValue = { readonly value: string } | 'repeated' | undefined;

export function readCookie({ headers }: FastifyRequest, name: string): CookieValue {
  const header = headers.cookie;
  if (!header?.includes(name)) return undefined;
  if (isRepeated(name, header)) return 'repeated';
  const value = fastifyCookie.parse(header)[name];
  return value ? { value } : undefined;
}

/** Out of reach of scripts and of other sites; it goes when the browser closes. */
export function setCookie(request: FastifyRequest, reply: FastifyReply, name: string, value: string): void {
  const secure = request.protocol === 'https';
  reply.header(
    'set-cookie',
    fastifyCookie.serialize(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure }),
  );
}

export function clearCookie(reply: FastifyReply, name: string): void {
  const expires = new Date(0);
  reply.header(
    'set-cookie',
    fastifyCookie.serialize(name, '', { path: '/', httpOnly: true, sameSite: 'lax', expires }),
  );
}
