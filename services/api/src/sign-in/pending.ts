// A pending sign-in: what the instance that began it must still have when the callback comes. The transaction axis.
import { hkdfSync } from 'node:crypto';
import type { Transaction } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { storeUnavailable } from '../auth/log-ins/log-in-store.js';
import type { Clock } from '../instance-state.js';

export interface PendingSignIn {
  /** Identifies the sign-in, and is a random value that the callback must return (RFC 6749 §10.12). */
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636 §4.1). */
  readonly verifier: string;
  readonly redirectUri: string;
  /** The path to which the browser goes afterwards. */
  readonly returnTo: string;
}

export interface PendingSignIns {
  /** Resolves to the value of the cookie that the browser keeps meanwhile. @throws Problem (503) */
  keep(signIn: PendingSignIn): Promise<string>;
  /** The sign-in of a callback, which is then forgotten; undefined if it is unknown. @throws Problem (503) */
  take(state: string, cookie: string): Promise<PendingSignIn | undefined>;
}

/** How long a user may take to log in at the provider. */
export const pendingSeconds = 300;

interface PendingOptions {
  readonly mode: string;
  readonly redis: Redis;
  readonly secret: string;
  readonly now: Clock;
}

export const pendingSignIns = {
  memory: ({ now }) => inMemory(now),
  cookie: ({ secret, mode, now }) => inCookie(secret, mode, now),
  redis: ({ redis, mode }) => inRedis(redis, mode),
} satisfies Record<Transaction, (options: PendingOptions) => PendingSignIns>;

/** At most so many at once; the oldest makes room for the next. */
const mostInMemory = 10_000;

/** Only this instance knows the sign-in. Its browser proves with the cookie that it began it. */
function inMemory(now: Clock): PendingSignIns {
  const pending = new Map<string, { readonly signIn: PendingSignIn; readonly expiresAt: number }>();
  return {
    async keep(signIn) {
      const [oldest] = pending.keys();
      if (oldest !== undefined && pending.size >= mostInMemory) pending.delete(oldest);
      pending.set(signIn.state, { signIn, expiresAt: now() + pendingSeconds * 1000 });
      return signIn.state;
    },
    async take(state, cookie) {
      const found = cookie === state ? pending.get(state) : undefined;
      if (!found) return undefined;
      pending.delete(state);
      return found.expiresAt > now() ? found.signIn : undefined;
    },
  };
}

/** Every instance has the key, and none remembers anything. */
function inCookie(secret: string, mode: string, now: Clock): PendingSignIns {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'pending sign-ins', 32));
  return {
    keep: (signIn) =>
      new EncryptJWT({ ...signIn })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(mode)
        .setExpirationTime(Math.floor(now() / 1000) + pendingSeconds)
        .encrypt(key),
    async take(state, cookie) {
      try {
        const options = {
          ...{ audience: mode, currentDate: new Date(now()), requiredClaims: ['exp'] },
          ...{ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        };
        const { payload } = await jwtDecrypt<PendingSignIn>(cookie, key, options);
        return payload.state === state ? payload : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

/** Every instance reaches the sign-in. Its browser proves with the cookie that it began it. */
function inRedis(redis: Redis, mode: string): PendingSignIns {
  const keyOf = (state: string) => `sign-in:${mode}:${state}`;
  return {
    async keep(signIn) {
      await answerOf(redis.set(keyOf(signIn.state), JSON.stringify(signIn), 'EX', pendingSeconds));
      return signIn.state;
    },
    async take(state, cookie) {
      if (cookie !== state) return undefined;
      const found = await answerOf(redis.getdel(keyOf(state)));
      return found === null ? undefined : (JSON.parse(found) as PendingSignIn);
    },
  };
}

async function answerOf<Value>(answer: Promise<Value>): Promise<Value> {
  return answer.catch((cause) => {
    throw storeUnavailable(cause);
  });
}
