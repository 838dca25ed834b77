// The cookie that makes a browser a visitor of the room, and the address of a client without one.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';

const name = 'lab_visitor';

export function visitorSecret({ cookie }: IncomingHttpHeaders): string | undefined {
  return /(?:^|;\s*)lab_visitor=([\w-]{22})(?:;|$)/.exec(cookie ?? '')?.[1];
}

/** A script cannot read it, another site cannot send it, and it ends with the browser. */
export function visitorCookie(secret: string): string {
  return `${name}=${secret}; Path=/lab; HttpOnly; SameSite=Strict`;
}

/** nginx names the client's address; without nginx it is that of the connection. */
export function addressOf({ headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>): string {
  return [headers['x-forwarded-for']].flat()[0] ?? socket.remoteAddress ?? '';
}
