// A new log-in, as it is to be remembered.
import type { FastifyRequest } from 'fastify';
import type { LogIn } from './log-in-store.js';

const longestDevice = 120;

interface Terms {
  readonly username: string;
  readonly issuedBy: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly seconds: number;
}

export function describeLogIn(request: FastifyRequest, { username, issuedBy, now, seconds }: Terms): LogIn {
  const device = request.headers['user-agent']?.slice(0, longestDevice) || 'unknown';
  return { username, issuedBy, device, createdAt: now, expiresAt: now + seconds * 1000 };
}
