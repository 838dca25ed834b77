// A pending sign-in: the data that must still be there when the callback arrives. The transaction axis.
import { hkdfSync } from 'node:crypto';
import type { Transaction } from '@scale-out-lab/core';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { Clock } from '../instance-state.js';
import { type Notes, type NotesOptions, notesIn } from './notes.js';

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
  /** The sign-in of a callback, which is then deleted; undefined if it is unknown. @throws Problem (503) */
  take(state: string, cookie: string): Promise<PendingSignIn | undefined>;
}

/** How long a user may take to log in at the provider. */
export const pendingSeconds = 300;

interface PendingOptions extends NotesOptions {
  readonly secret: string;
}

export const pendingSignIns = {
  memory: (options) => inNotes(notesIn.memory(options)),
  cookie: ({ secret, mode, now }) => inCookie(secret, mode, now),
  redis: (options) => inNotes(notesIn.redis(options)),
} satisfies Record<Transaction, (options: PendingOptions) => PendingSignIns>;

/** An instance that finds the note recognises the sign-in. The cookie proves that the browser began it. */
function inNotes(notes: Notes): PendingSignIns {
  return {
    async keep(signIn) {
      await notes.put(signIn.state, JSON.stringify(signIn), pendingSeconds);
      return signIn.state;
    },
    async take(state, cookie) {
      const found = cookie === state ? await notes.take(state) : undefined;
      return found === undefined ? undefined : (JSON.parse(found) as PendingSignIn);
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
