// The headers of every answer: which server gave it, and that it has one type, one origin and one use.
import type { FastifyReply } from 'fastify';

/** A browser must not guess another type, nor hand the answer to a page of another origin. */
const protectiveHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Header by header: on each request, `reply.headers(…)` costs more. Keeps a Cache-Control that is set already. */
export function setCommonHeaders(reply: FastifyReply, serverName: string): void {
  reply
    .header('x-instance-id', serverName)
    .header('x-content-type-options', protectiveHeaders['x-content-type-options'])
    .header('cross-origin-resource-policy', protectiveHeaders['cross-origin-resource-policy']);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
}

/** The same for an answer that Fastify does not write. */
export function commonHeaders(serverName: string): Readonly<Record<string, string>> {
  return { 'x-instance-id': serverName, ...protectiveHeaders, 'cache-control': 'no-store' };
}
