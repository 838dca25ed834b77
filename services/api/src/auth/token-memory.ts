// The server's memory of tokens, which decides the effect of a log-out: one function a kind of memory.
import type { LogInStore } from './log-ins/log-in-store.js';
import type { Families } from './refresh/families.js';

export interface TokenMemory {
  /** Undefined if the server remembers nothing. */
  readonly store: LogInStore | undefined;
  /** Whether every request checks in the store if the log-in has ended. */
  readonly isAskedEachTime: boolean;
  /** Defined in modes with refresh tokens. */
  readonly families: Families | undefined;
  /** The effect of a log-out. */
  readonly logOut: { readonly revoked: boolean; readonly detail: string };
}

/** The stateless token: every instance can verify it, and none can revoke it. */
export function noMemory(): TokenMemory {
  const detail = 'The server does not remember the token: any holder can use it until it expires.';
  return {
    store: undefined,
    isAskedEachTime: false,
    families: undefined,
    logOut: { revoked: false, detail },
  };
}

/** A denylist that all instances share. */
export function sharedDenylist(store: LogInStore): TokenMemory {
  const detail = 'The token is on the denylist: every instance refuses it from now on.';
  return { store, isAskedEachTime: true, families: undefined, logOut: { revoked: true, detail } };
}

/** A denylist in the memory of one instance, unknown to every other. */
export function ownDenylist(store: LogInStore, instanceId: string): TokenMemory {
  const detail = `${instanceId} refuses the token from now on; the other instances still accept it.`;
  return { store, isAskedEachTime: true, families: undefined, logOut: { revoked: false, detail } };
}

/** Access tokens that expire too soon to be worth revoking, and families of refresh tokens. */
export function refreshFamilies(store: LogInStore, families: Families, accessSeconds: number): TokenMemory {
  const detail = `The refresh token is refused from now on; the access token expires within ${accessSeconds} s.`;
  return { store, isAskedEachTime: false, families, logOut: { revoked: false, detail } };
}
