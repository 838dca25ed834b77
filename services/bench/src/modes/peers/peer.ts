// The shared parts of the peers: their users and answers, which are those of an instance; the claims of their tokens; how they run.
import { randomUUID } from 'node:crypto';
import type { AddressInfo, Server } from 'node:net';
import { issuer, modeClaim, virtualUserCount, virtualUserName } from '@scale-out-lab/core';

export const peerId = 'peer-1';
export const audience = `${issuer}/api/peer`;
export const header = { alg: 'HS256', typ: 'at+jwt', kid: 'shared-0123456789a' } as const;

const names = new Map(
  Array.from({ length: virtualUserCount }, (_, index) => {
    const username = virtualUserName(index + 1);
    return [username, username.replace('vu-', 'Virtual user ')];
  }),
);

export interface Principal {
  readonly username: string;
  readonly issuedBy: string;
}

/** The body of `GET /me`. */
export function describeUser({ username, issuedBy }: Principal) {
  return { username, name: names.get(username) ?? username, issuedBy, servedBy: peerId };
}

const text = { type: 'string' } as const;

/** The schema of `GET /me`, with which Fastify writes the answer without JSON.stringify. */
export const schema = {
  response: {
    200: { type: 'object', properties: { username: text, name: text, issuedBy: text, servedBy: text } },
    401: {},
  },
} as const;

/** Those of an instance's access token, so that all have as much to parse and check. */
export function claimsOf(username: string) {
  const now = Math.floor(Date.now() / 1000);
  return {
    [modeClaim]: 'peer',
    username,
    issued_by: peerId,
    client_id: 'scale-out-lab',
    iss: issuer,
    sub: username,
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + 900,
    jti: randomUUID(),
  };
}

/** The claims that a route reads once the token has been verified. */
export type VerifiedClaims = Pick<ReturnType<typeof claimsOf>, 'username' | 'issued_by'>;

/** Listens on a free port, which the parent gets as a message, and ends with the parent. */
export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ type: 'listening', port: (server.address() as AddressInfo).port });
  });
  process.once('disconnect', () => process.exit());
}
