// Predicts exposure: the claims that anyone can read in a credential without a key, and the bytes that it adds to a request.

import type { Axes, Mode } from '../axes.js';
import { issuer, modeClaim, sessionCookieName } from '../names.js';
import { between, type Expectation, exactly } from './expectation.js';

/** The parts of a credential that depend on the deployment. */
export interface ExposureConditions {
  readonly username: string;
  /** The names of the instances. */
  readonly instances: readonly string[];
}

/** The claims of an access token: registered (RFC 7519 §4.1), public and private. */
function claimsOf(mode: Mode, username: string, instance: string) {
  return {
    [modeClaim]: mode.name,
    username,
    issued_by: instance,
    client_id: 'scale-out-lab',
    ...(mode.refresh && { sid: 'x'.repeat(36) }),
    iss: issuer,
    sub: username,
    aud: `${issuer}/api/${mode.name}`,
    iat: 2_000_000_000,
    nbf: 2_000_000_000,
    exp: 2_000_000_000,
    jti: 'x'.repeat(36),
  };
}

export function predictReadableClaims(mode: Mode): Expectation {
  if (mode.credential === 'session')
    return exactly(0, 'A session ID is random; the session is on the server.');
  const names = Object.keys(claimsOf(mode, '', ''));
  return exactly(names.length, `A signed token is not encrypted; its claims are ${names.join(', ')}.`);
}

/** Bytes of the header line that carries the credential, such as `Authorization: Bearer …`. */
export function predictCredentialBytes(mode: Mode, conditions: ExposureConditions): Expectation {
  const lengths = conditions.instances.map((name) => name.length);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  return mode.credential === 'session'
    ? between(
        cookieBytes(mode, shortest, 0),
        cookieBytes(mode, longest, 10),
        '192 random bits and a signature.',
      )
    : between(
        tokenBytes(mode, conditions.username, shortest, 1),
        tokenBytes(mode, conditions.username, longest, longest + 44),
        'Header, claims and signature, each in base64url, which makes four characters of three bytes.',
      );
}

/** `sid-<mode>=<32>.<instance>.<43>`; in a URL-encoded signature each `+` and `/` takes two characters more. */
function cookieBytes(mode: Mode, instance: number, escaped: number): number {
  return 'Cookie: '.length + `${sessionCookieName(mode)}=`.length + 32 + 1 + instance + 1 + 43 + 2 * escaped;
}

function tokenBytes(mode: Mode, username: string, instance: number, kid: number): number {
  const header = JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: 'x'.repeat(kid) });
  const claims = JSON.stringify(claimsOf(mode, username, 'x'.repeat(instance)));
  const parts = [header.length, claims.length, signatureBytes(mode)].map(base64urlLength);
  return 'Authorization: Bearer '.length + parts.reduce((total, length) => total + 1 + length, -1);
}

/** HMAC with SHA-256, or two numbers on the curve P-256 where keys are published. */
function signatureBytes(mode: Axes): number {
  return mode.keys === 'published' ? 64 : 32;
}

function base64urlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}
