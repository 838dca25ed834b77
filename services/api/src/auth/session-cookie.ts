// The session cookie as text: the parts of its value, and why a cookie without a session is refused.
import { randomBytes } from 'node:crypto';
import type { ProblemCode } from '../problem.js';

/** The ID names the instance that created the session, so that any other instance can name it too. */
export function createSessionId(instanceId: string): string {
  return `${randomBytes(24).toString('base64url')}.${instanceId}`;
}

/** `<random>.<instance>.<signature>`, as the cookie holds it. */
const signedId = /^[\w-]{32}\.([a-z0-9-]{1,63})\.[A-Za-z0-9+/]{43}$/;

export interface RefusedCookie {
  readonly cookieName: string;
  readonly value: string | undefined;
  /** Whether its signature is good, by the secrets of this instance. */
  readonly isSigned: (value: string) => boolean;
  /** The instance that refuses it. */
  readonly instanceId: string;
  /** Whether all instances share the store. */
  readonly isStoreShared: boolean;
}

export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  /** The issuer that the cookie names. Proves nothing unless the cookie is signed. */
  readonly issuedBy?: string;
}

export function explainRefusal(cookie: RefusedCookie): Refusal {
  const { cookieName, value, isSigned, instanceId } = cookie;
  if (value === undefined) {
    return { code: 'missing-credential', detail: `The request has no cookie "${cookieName}"; log in first.` };
  }
  const issuedBy = signedId.exec(value)?.[1];
  if (!issuedBy)
    return { code: 'malformed', detail: `The cookie "${cookieName}" is not one that this mode sets.` };
  const isOwn = issuedBy === instanceId;
  if (!isSigned(value)) {
    const fault = isOwn
      ? 'and has not signed it with the secret that it has now'
      : `and ${instanceId} has no secret that made its signature`;
    return {
      code: 'bad-signature',
      detail: `The cookie names ${issuedBy} as its issuer, ${fault}.`,
      issuedBy,
    };
  }
  return { code: 'unknown-session', detail: explainUnknown(issuedBy, cookie), issuedBy };
}

function explainUnknown(issuedBy: string, { instanceId, isStoreShared }: RefusedCookie): string {
  if (isStoreShared)
    return `${issuedBy} created this session; it has ended or expired, or the store has lost it.`;
  return issuedBy === instanceId
    ? `${instanceId} created this session and no longer has it: it ended, expired, or the instance restarted.`
    : `${issuedBy} created this session; ${instanceId} has never seen it.`;
}
