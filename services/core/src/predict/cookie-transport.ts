// Predicts how a browser handles the cookie of a log-in if TLS, the proxy or an attribute is wrong.
import type { Axes } from '../axes.js';
import { type Expectation, exactly } from './expectation.js';

interface CookieMistake {
  /** How the browser reaches the site. */
  readonly scheme: 'http' | 'https';
  /** The prefix of the cookie name. */
  readonly prefix: '' | '__Host-';
  readonly attributes: string;
  /** Why a browser refuses the cookie. */
  readonly reason: string;
}

/** The host of the site in `cookieMistakes`. */
export const cookieHost = 'lab.example';

export const cookieMistakes = {
  'Secure over http': {
    scheme: 'http',
    prefix: '',
    attributes: 'Path=/; Secure',
    reason: 'A browser takes no Secure cookie from a page over plain HTTP (RFC 6265bis §5.7).',
  },
  'SameSite=None without Secure': {
    scheme: 'https',
    prefix: '',
    attributes: 'Path=/; SameSite=None',
    reason: 'A cookie with SameSite=None needs Secure (RFC 6265bis §5.7).',
  },
  '__Host- without Secure': {
    scheme: 'https',
    prefix: '__Host-',
    attributes: 'Path=/',
    reason: 'The proxy says http, so the server leaves Secure out, which __Host- needs.',
  },
  '__Host- with Domain': {
    scheme: 'https',
    prefix: '__Host-',
    attributes: `Path=/; Secure; Domain=${cookieHost}`,
    reason: 'A name that begins with __Host- allows no Domain (RFC 6265bis §4.1.3.2).',
  },
  '__Host- with a path': {
    scheme: 'https',
    prefix: '__Host-',
    attributes: 'Path=/api; Secure',
    reason: 'A name that begins with __Host- needs Path=/ (RFC 6265bis §4.1.3.2).',
  },
} as const satisfies Record<string, CookieMistake>;

export type CookieMistakeName = keyof typeof cookieMistakes;

const inHeader = 'The client sends a token in the Authorization header, so no rule of cookies applies.';

/** The number of log-ins, of one, that the mistake undoes. */
export function predictCookieLost({ credential }: Axes, name: CookieMistakeName): Expectation {
  return credential === 'jwt' ? exactly(0, inHeader) : exactly(1, cookieMistakes[name].reason);
}

/**
 * The number of session cookies, of one, that a browser also sends over plain HTTP to the same host, where TLS ends at a proxy that
 * passes plain HTTP on. @param isTls whether the lab itself uses TLS
 */
export function predictSentInClear({ credential }: Axes, isTls: boolean): Expectation {
  if (credential === 'jwt') return exactly(0, inHeader);
  return isTls
    ? exactly(0, 'The cookie is Secure.')
    : exactly(1, 'The server sees plain HTTP and leaves Secure out, and the log-in works all the same.');
}
