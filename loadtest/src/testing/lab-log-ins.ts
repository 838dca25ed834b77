// The log-ins of the small lab: which instances accept them, and their end; with faults on demand.

import { randomUUID } from 'node:crypto';
import { defaultGraceSeconds, issuer } from '@scale-out-lab/core';

export interface LogInFaults {
  /** One in this many log-outs revokes nothing, although it is answered as usual. */
  readonly forgetLogOutEvery?: number;
  readonly ignoresExclusive?: boolean;
  /** A used refresh token still gives new tokens, all of which are valid. */
  readonly forksFamilies?: boolean;
  /** A used refresh token revokes its family at once. */
  readonly isWithoutGrace?: boolean;
  /** The lifetime of an access token in a mode with refresh tokens. */
  readonly accessSeconds?: number;
  /** For how long a credential is accepted after its expiry. */
  readonly overstaySeconds?: number;
  /** The instance, from 0, with its own secret. */
  readonly oddSecretAt?: number;
  /** The clock error of each instance. */
  readonly clockOffsets?: readonly number[];
}

interface Kind {
  readonly isToken: boolean;
  /** Whether every instance accepts the credentials of the others. */
  readonly isShared: boolean;
  /** The instances that apply a log-out that one of them served. */
  readonly logOutSeenBy: 'all' | 'itself' | 'none';
  readonly refreshes?: true;
}

const kinds: Readonly<Record<string, Kind>> = {
  'session-memory': { isToken: false, isShared: false, logOutSeenBy: 'itself' },
  'session-redis': { isToken: false, isShared: true, logOutSeenBy: 'all' },
  'jwt-own-keys': { isToken: true, isShared: false, logOutSeenBy: 'none' },
  'jwt-shared-key': { isToken: true, isShared: true, logOutSeenBy: 'none' },
  'jwt-denylist': { isToken: true, isShared: true, logOutSeenBy: 'all' },
  'jwt-denylist-memory': { isToken: true, isShared: true, logOutSeenBy: 'itself' },
  'jwt-refresh': { isToken: true, isShared: true, logOutSeenBy: 'none', refreshes: true },
};

export const kindOf = (mode: string): Kind | undefined => kinds[mode];

export interface LogIn {
  readonly username: string;
  readonly instance: number;
  readonly mode: string;
  readonly expiresAt: number;
  /** The credential of a request. */
  readonly credential: string;
  /** The instances that refuse it. */
  readonly endedOn: Set<number>;
  readonly family?: Family;
}

interface Family {
  readonly username: string;
  isEnded: boolean;
  current: string;
  previous?: { readonly token: string; readonly spentAt: number };
}

const graceMs = 1000 * defaultGraceSeconds;
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

export function createLogIns(instances: number, faults: LogInFaults) {
  const { clockOffsets = [], overstaySeconds = 0, accessSeconds = 5 } = faults;
  const all = Array.from({ length: instances }, (_, index) => index);
  const logIns = new Map<string, LogIn>();
  const families = new Map<string, Family>();
  let logOuts = 0;

  const now = (instance: number) => Date.now() + (clockOffsets[instance] ?? 0) * 1000;

  function issue(mode: string, instance: number, username: string, seconds: number, family?: Family): LogIn {
    const isToken = kinds[mode]?.isToken === true;
    const issuedAt = Math.floor(now(instance) / 1000);
    // A session expires by the real clock, a token by the clock of the instance that checks it.
    const expiresAt = isToken ? (issuedAt + seconds) * 1000 : Date.now() + seconds * 1000;
    const claims = {
      [`${issuer}/claims/mode`]: mode,
      username,
      issued_by: `test-${instance + 1}`,
      client_id: 'scale-out-lab',
      iss: issuer,
      sub: username,
      aud: `${issuer}/api/${mode}`,
      jti: randomUUID(),
      iat: issuedAt,
      nbf: issuedAt - 30,
      exp: expiresAt / 1000,
      ...(family && { sid: randomUUID() }),
    };
    const header = { alg: 'HS256', typ: 'at+jwt', kid: 'test' };
    const credential = isToken
      ? `${encode(header)}.${encode(claims)}.${'s'.repeat(43)}`
      : `user-tag.${randomUUID().slice(4)}.test-1.${'s'.repeat(43)}`;
    const endedOn = new Set<number>();
    const logIn = { username, instance, mode, expiresAt, credential, endedOn, ...(family && { family }) };
    logIns.set(credential, logIn);
    return logIn;
  }

  function end(logIn: LogIn, instance: number): void {
    const seenBy = { all, itself: [instance], none: [] };
    for (const each of seenBy[kinds[logIn.mode]?.logOutSeenBy ?? 'none']) logIn.endedOn.add(each);
    if (logIn.family) logIn.family.isEnded = true;
  }

  function endOthers(mode: string, username: string, instance: number): void {
    const endsAll = kinds[mode]?.logOutSeenBy === 'all' || kinds[mode]?.refreshes;
    for (const other of logIns.values()) {
      const isEnded = endsAll || other.instance === instance;
      if (other.mode === mode && other.username === username && isEnded) end(other, instance);
    }
  }

  return {
    now,
    open(
      mode: string,
      instance: number,
      username: string,
      wishes: { exclusive?: true; expires_in?: number },
    ) {
      if (wishes.exclusive && !faults.ignoresExclusive) endOthers(mode, username, instance);
      const family = kinds[mode]?.refreshes && { username, isEnded: false, current: randomUUID() };
      if (family) families.set(family.current, family);
      const seconds = Math.min(wishes.expires_in ?? Number.POSITIVE_INFINITY, family ? accessSeconds : 1800);
      return issue(mode, instance, username, seconds, family);
    },
    /** The log-in of a credential, if that instance accepts it for the mode. */
    find(mode: string, instance: number, credential: string): LogIn | undefined {
      const logIn = logIns.get(credential);
      if (logIn?.mode !== mode || logIn.endedOn.has(instance)) return undefined;
      const time = kinds[mode]?.isToken ? now(instance) : Date.now();
      if (time >= logIn.expiresAt + overstaySeconds * 1000) return undefined;
      if (logIn.instance === instance) return logIn;
      const isOdd = [logIn.instance, instance].includes(faults.oddSecretAt ?? -1);
      return kinds[mode]?.isShared && !isOdd ? logIn : undefined;
    },
    logOut(logIn: LogIn, instance: number): void {
      logOuts += 1;
      if (logOuts % (faults.forgetLogOutEvery ?? Number.POSITIVE_INFINITY) !== 0) end(logIn, instance);
    },
    /** Revokes the family of a refresh token and returns its user, if there is one. */
    endFamily(token: string): string | undefined {
      const family = families.get(token);
      if (!family || family.isEnded) return undefined;
      family.isEnded = true;
      return family.username;
    },
    refresh(mode: string, instance: number, token: string): LogIn | undefined {
      const family = families.get(token);
      if (!family || family.isEnded) return undefined;
      const { current, previous, username } = family;
      const isGrace = previous && !faults.isWithoutGrace && Date.now() < previous.spentAt + graceMs;
      const isKnown = token === current || (isGrace && token === previous.token);
      if (!isKnown && !faults.forksFamilies) {
        family.isEnded = true;
        return undefined;
      }
      if (!isGrace || faults.forksFamilies) {
        family.previous = { token, spentAt: Date.now() };
        family.current = randomUUID();
        families.set(family.current, family);
      }
      return issue(mode, instance, username, accessSeconds, family);
    },
    /** Its user, whether or not it is accepted. */
    ownerOf: (credential: string) => logIns.get(credential)?.username,
  };
}

// Counts wrong passwords in the small lab: together if its instances share a store, otherwise for each instance.

const guessLimit = 4;

/** @param isShared whether all instances count in one place */
export function createGuesses(isShared: (mode: string) => boolean, windowSeconds = 30) {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  return {
    count(mode: string, instance: number, username: string) {
      const key = `${mode} ${isShared(mode) ? 'all' : instance} ${username}`;
      const now = Date.now();
      const known = windows.get(key);
      const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowSeconds * 1000 };
      windows.set(key, window);
      window.count += 1;
      const left = Math.max(0, guessLimit - window.count);
      const secondsLeft = Math.ceil((window.endsAt - now) / 1000);
      const headers = {
        'RateLimit-Policy': `"user";q=${guessLimit};w=${windowSeconds}`,
        RateLimit: `"user";r=${left};t=${secondsLeft}`,
      };
      return { status: window.count > guessLimit ? 429 : 401, headers };
    },
  };
}
