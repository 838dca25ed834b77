// Describes a new log-in for the store.
import type { FastifyRequest } from 'fastify';
import type { LogIn } from './log-in-store.js';

const longestDevice = 120;
/** Characters that a terminal or a page would obey: controls, and changes of the writing direction. */
const acting = /[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

interface Terms {
  readonly username: string;
  readonly issuedBy: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly seconds: number;
}

export function describeLogIn(request: FastifyRequest, { username, issuedBy, now, seconds }: Terms): LogIn {
  const device = readDevice(request.headers['user-agent'] ?? '') || 'unknown';
  return { username, issuedBy, device, createdAt: now, expiresAt: now + seconds * 1000 };
}

/** Node decodes a header as Latin-1, one character a byte. Clients that send more than ASCII mostly send UTF-8. */
function readDevice(header: string): string {
  const characters = Array.from(decodeUtf8(header).replaceAll(acting, '\u{fffd}'));
  return characters.slice(0, longestDevice).join('');
}

function decodeUtf8(header: string): string {
  try {
    return utf8.decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
