// What the server remembers of tokens, and so what a log-out can do: an entry a way. Nothing of this is in the token.
import type { LogInStore } from './log-ins/log-in-store.js';
import type { Families } from './refresh/families.js';

export interface TokenMemory {
  /** Undefined where nothing is remembered. */
  readonly store: LogInStore | undefined;
  /** Whether every request asks the store if the log-in has ended. */
  readonly isAskedEachTime: boolean;
  /** Where log-in gives refresh tokens too. */
  readonly families: Families | undefined;
  /** What a log-out comes to. */
  readonly logOut: { readonly revoked: boolean; readonly detail: string };
}

/** The stateless token: every instance can check it, and none can take it back. */
export function noMemory(): TokenMemory {
  const detail = 'Nothing on the server remembers the token: whoever has it can use it until it expires.';
  return {
    store: undefined,
    isAskedEachTime: false,
    families: undefined,
    logOut: { revoked: false, detail },
  };
}

/** A denylist that all instances ask. */
export function sharedDenylist(store: LogInStore): TokenMemory {
  const detail = 'The token is on the denylist: every instance refuses it from now on.';
  return { store, isAskedEachTime: true, families: undefined, logOut: { revoked: true, detail } };
}

/** A denylist in the memory of one instance, of which no other knows. */
export function ownDenylist(store: LogInStore, instanceId: string): TokenMemory {
  const detail = `${instanceId} refuses the token from now on; no other instance has been told.`;
  return { store, isAskedEachTime: true, families: undefined, logOut: { revoked: false, detail } };
}

/** Access tokens that live too short to be worth taking back, and families of refresh tokens. */
export function refreshFamilies(store: LogInStore, families: Families, accessSeconds: number): TokenMemory {
  const detail = `The refresh token is refused from now on; the access token expires within ${accessSeconds} s.`;
  return { store, isAskedEachTime: false, families, logOut: { revoked: false, detail } };
}
