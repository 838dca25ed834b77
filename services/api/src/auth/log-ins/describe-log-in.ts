// A new log-in, as it is to be remembered.
import type { FastifyRequest } from 'fastify';
import type { LogIn } from './log-in-store.js';

const longestDevice = 120;
/** What would act on the terminal or the page that shows it: controls, and what turns the direction of writing. */
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

/** Node hands out a header's bytes as so many characters (Latin-1); clients that go beyond ASCII mostly mean UTF-8. */
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
