// The cookie that makes a browser a visitor of the room, and the address of a client without one.
import type { IncomingHttpHeaders } from 'node:http';
import { cookiePrefix } from '@scale-out-lab/core';
import type { FastifyRequest } from 'fastify';

export function visitorSecret(headers: IncomingHttpHeaders): string | undefined {
  const name = `${cookiePrefix(isTls(headers))}lab_visitor`;
  return new RegExp(`(?:^|;\\s*)${name}=([\\w-]{22})(?:;|$)`).exec(headers.cookie ?? '')?.[1];
}

/** A script cannot read it, another site cannot send it, and it ends with the browser. */
export function visitorCookie(headers: IncomingHttpHeaders, secret: string): string {
  const place = isTls(headers) ? 'Path=/; Secure' : 'Path=/lab';
  return `${cookiePrefix(isTls(headers))}lab_visitor=${secret}; ${place}; HttpOnly; SameSite=Strict`;
}

/** Whether the browser uses TLS, as nginx reports. */
export function isTls({ 'x-forwarded-proto': scheme }: IncomingHttpHeaders): boolean {
  return scheme === 'https';
}

/** nginx names the client's address; without nginx it is that of the connection. */
export function addressOf({ headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>): string {
  return [headers['x-forwarded-for']].flat()[0] ?? socket.remoteAddress ?? '';
}
