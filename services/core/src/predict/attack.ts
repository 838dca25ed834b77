// Predicts attacks. Forgery: every mode refuses a credential that no instance issued in that form. Guessing: the number of wrong
// passwords of one user that are checked before the limit refuses more. Exposure: the claims that anyone can read in a credential
// without a key, and the bytes that it adds to a request.
import type { Axes, Mode } from '../axes.js';
import { issuer, modeClaim, sessionCookieName, sessionCopyName } from '../names.js';
import { between, type Expectation, exactly } from './expectation.js';

interface ForgeryConditions {
  /** The number of classes of forged credentials for the mode. */
  readonly classes: number;
  /** Whether the attacker has the signing key of the instances. */
  readonly isKeyKnown: boolean;
}

/** Milliseconds within which a forged credential is refused. */
export const longestRefusalMs = 250;

export function predictForgery({ classes, isKeyKnown }: ForgeryConditions) {
  return {
    accepted: exactly(
      0,
      `A credential is accepted only with a valid signature or a record in the store. ${isKeyKnown ? underTheirKey : underNoKey}`,
    ),
    failed: exactly(0, 'A forged credential is ordinary input: no instance fails on it.'),
    otherStatus: exactly(
      0,
      'The answer to a malformed, forged or expired credential is 401 (RFC 6750 §3.1).',
    ),
    unchallenged: exactly(0, 'A 401 says how to authenticate (RFC 9110 §11.6.1).'),
    slowestMs: between(
      0,
      longestRefusalMs,
      'A refusal needs one check of the credential, and no other server.',
    ),
    connections: exactly(0, 'No instance fetches a key from a URL in a token (RFC 8725 §3.10).'),
    refusedGenuine: exactly(
      0,
      'A genuine credential works before and after; otherwise the refusals would have another reason.',
    ),
    classes: exactly(classes, 'Every class of the mode, on every instance.'),
  } satisfies Record<string, Expectation>;
}

/** @param tried the number of forged sign-ins */
export function predictForgedSignIns(tried: number) {
  return {
    accepted: exactly(
      0,
      `A sign-in counts only with its own state, cookie, code and verifier, in the browser that began it. Tried: ${tried}.`,
    ),
    failed: exactly(
      0,
      'A forged sign-in is ordinary input: neither an instance nor the provider fails on it.',
    ),
    refusedGenuine: exactly(0, 'The same requests without the forgery are accepted.'),
  } satisfies Record<string, Expectation>;
}

const underTheirKey =
  'Invalid claims were signed with the key of the instances, so only the check of the claims can refuse them.';
const underNoKey = 'The key of the instances is not known here, so invalid claims had no valid signature.';

interface GuessingConditions {
  /** N: instances behind the balancer, at least 1. */
  readonly instances: number;
  /** The number of wrong passwords of one user that one counter allows in a window. */
  readonly limit: number;
}

/** Without cookies: round robin takes the guesses from one instance to the next. */
export function predictGuesses(mode: Axes, { instances, limit }: GuessingConditions): Expectation {
  return mode.state === 'redis'
    ? exactly(limit, 'All instances count in one store.')
    : exactly(limit * instances, 'Each instance has its own counter and its own limit.');
}

/** With the cookies of the balancer. */
export function predictGuessesWithCookies(mode: Axes, conditions: GuessingConditions): Expectation {
  return mode.balancing === 'sticky'
    ? exactly(conditions.limit, 'The cookie takes every guess to the same instance.')
    : predictGuesses(mode, conditions);
}

/** The parts of a credential that depend on the deployment. */
interface ExposureConditions {
  readonly username: string;
  /** The names of the instances. */
  readonly instances: readonly string[];
  /** Whether the names of the cookies have a prefix. */
  readonly isTls: boolean;
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

/** The contents that the copy of a session repeats. */
function copyOf(username: string, instance: string) {
  return { username, issuedBy: instance, expiresAt: 2_000_000_000_000 };
}

export function predictReadableClaims(mode: Mode): Expectation {
  if (mode.cacheSeconds) {
    const copied = Object.keys(copyOf('', ''));
    return exactly(copied.length, `The copy of the session is signed, not encrypted: ${copied.join(', ')}.`);
  }
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
        cookieBytes(mode, conditions, shortest, 0) + copyBytes(mode, conditions, shortest),
        cookieBytes(mode, conditions, longest, 10) + copyBytes(mode, conditions, longest),
        `192 random bits and a signature${mode.cacheSeconds ? ', and a signed copy of the session' : ''}.`,
      )
    : between(
        tokenBytes(mode, conditions.username, shortest, 1),
        tokenBytes(mode, conditions.username, longest, longest + 44),
        'Header, claims and signature, each in base64url, which makes four characters of three bytes.',
      );
}

/** `sid-<mode>=<8>.<32>.<instance>.<43>`; in a URL-encoded signature each `+` and `/` takes two characters more. */
function cookieBytes(mode: Mode, { isTls }: ExposureConditions, instance: number, escaped: number): number {
  const name = `Cookie: ${sessionCookieName(mode, isTls)}=`.length;
  return name + 8 + 1 + 32 + 1 + instance + 1 + 43 + 2 * escaped;
}

/** `; copy-<mode>=<session>.<43>`, where there is one. */
function copyBytes(mode: Mode, { username, isTls }: ExposureConditions, instance: number): number {
  if (!mode.cacheSeconds) return 0;
  const copied = JSON.stringify(copyOf(username, 'x'.repeat(instance)));
  return `; ${sessionCopyName(mode, isTls)}=`.length + base64urlLength(copied.length) + 1 + 43;
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
