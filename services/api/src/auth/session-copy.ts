// The signed copy of a session: a second cookie, which an instance trusts for some seconds instead of a look-up in the store.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fastifyCookie } from '@fastify/cookie';
import { decodeJson, encodeJson } from '@scale-out-lab/core';
import type { FastifyReply } from 'fastify';
import { boundedCache } from '../bounded-cache.js';
import type { Clock } from '../instance-state.js';
import type { CookieRing } from '../keys/rings.js';
import type { Principal } from './contract.js';
import { cookieOptions } from './session-cookie.js';

interface SessionCopyOptions {
  readonly mode: string;
  /** Of the cookie with the copy. */
  readonly name: string;
  /** The longest life of a copy. */
  readonly seconds: number;
  readonly secrets: Pick<CookieRing, 'secrets'>;
  /** The cookie with the session ID. */
  readonly cookieName: string;
  /** The session ID in the value of that cookie, if its signature is good. */
  readonly readId: (value: string) => string | null;
  readonly now: Clock;
}

/** The session that a copy repeats. */
interface Copied extends Principal {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A longer header is verified each time, because the cache of good ones keeps it whole. */
const longestKept = 2048;

/** `<username, instance and expiry as JSON, in base64url>.<HMAC>`. The HMAC covers the mode and the session ID too. */
export function sessionCopies({ mode, name, seconds, secrets, cookieName, readId, now }: SessionCopyOptions) {
  let { secrets: known } = secrets;
  let verified = boundedCache<Copied>(10_000);

  /** Unlike a session ID, the signed text has a colon, so no signature of one is good for the other. */
  const sign = (secret: string, id: string, payload: string) =>
    createHmac('sha256', secret).update(`session-copy:${mode}:${id}:${payload}`).digest();

  function verify(header: string): Copied | undefined {
    // Which of several session cookies counts is for the store to decide.
    if (header.indexOf(cookieName) !== header.lastIndexOf(cookieName)) return undefined;
    const { [name]: copy = '', [cookieName]: sessionCookie = '' } = fastifyCookie.parse(header);
    const [payload = '', signature = '', ...rest] = copy.split('.');
    const id = readId(sessionCookie);
    if (id === null || rest.length > 0) return undefined;
    // Not by a retiring secret: the look-up renews the session cookie too, before that secret is retired.
    const [current = ''] = secrets.secrets;
    if (!isEqual(sign(current, id, payload), Buffer.from(signature, 'base64url'))) return undefined;
    const copied = decodeJson(payload) as unknown as Copied;
    if (header.length <= longestKept) verified.set(header, copied);
    return copied;
  }

  return {
    /** The user in a good copy that belongs to the session cookie; otherwise undefined, and the store decides. */
    read(header: string): Principal | undefined {
      if (known !== secrets.secrets) {
        known = secrets.secrets;
        verified = boundedCache(10_000);
      }
      const copied = verified.get(header) ?? verify(header);
      return copied && copied.expiresAt > now() ? copied : undefined;
    },
    /** Sets the copy of a session that the store has just confirmed. It expires with the session, or earlier. */
    set(reply: FastifyReply, id: string, { username, issuedBy, expiresAt }: Copied): void {
      const soonest = Math.min(expiresAt, now() + seconds * 1000);
      const payload = encodeJson({ username, issuedBy, expiresAt: soonest });
      const signature = sign(secrets.secrets[0] ?? '', id, payload).toString('base64url');
      // The browser drops it by itself; the instance checks its expiry all the same.
      reply.setCookie(name, `${payload}.${signature}`, { ...cookieOptions, maxAge: seconds });
    },
    clear: (reply: FastifyReply) => reply.clearCookie(name, cookieOptions),
  };
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
