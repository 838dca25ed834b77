// Sessions in the lab for tests: a signed cookie and a map.

import { createHmac, randomUUID } from 'node:crypto';
import type { Mode } from '@scale-out-lab/core';
import type { Fault } from './flawed-checks.js';

export function createSessionKeeper(secret: string, fault?: Fault) {
  const sessions = new Map<string, string>();
  const keyOf = (mode: Mode, id: string) =>
    fault === 'has one store for all modes' ? id : `${mode.name} ${id}`;
  const signatureOf = (id: string) =>
    createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '');

  function isSigned(id: string, signature: string): boolean {
    if (fault === 'ignores signatures' || signature === signatureOf(id)) return true;
    const given = Buffer.from(signature, 'base64');
    const right = Buffer.from(signatureOf(id), 'base64');
    return (
      fault === 'ignores spare bits' && signature.length === 43 && given?.equals(right ?? given) === true
    );
  }

  /** The ID in the cookie, if its signature is valid. */
  function readId(mode: Mode, cookies?: string): string | undefined {
    const values = readCookies(cookies, `sid-${mode.name}`);
    const [value = ''] = values;
    if (values.length !== 1 && fault !== 'takes the first of two cookies') return undefined;
    const dot = value.lastIndexOf('.');
    return isSigned(value.slice(0, dot), value.slice(dot + 1)) ? value.slice(0, dot) : undefined;
  }

  return {
    /** Logs in the sender of this Cookie header, and returns the cookie to set. */
    open(mode: Mode, username: string, instance: string, cookies?: string): string {
      const brought = readId(mode, cookies);
      const isKnown = brought !== undefined && sessions.has(keyOf(mode, brought));
      const isKept =
        (isKnown && fault === 'keeps a session that is logged in over') ||
        fault === 'adopts the session ID that a client brings';
      const id = (isKept && brought) || `${randomUUID().replaceAll('-', '')}.${instance}`;
      if (brought !== undefined) sessions.delete(keyOf(mode, brought));
      sessions.set(keyOf(mode, id), username);
      return `sid-${mode.name}=${encodeURIComponent(`${id}.${signatureOf(id)}`)}; Path=/; HttpOnly`;
    },
    /** The user of the session; undefined if it is refused. */
    find(mode: Mode, cookies?: string): string | undefined {
      const id = readId(mode, cookies);
      if (id === undefined) return undefined;
      return (
        sessions.get(keyOf(mode, id)) ?? (fault === 'makes a session for any ID' ? 'unknown user' : undefined)
      );
    },
  };
}

// Reads a Cookie header in the lab for tests.

/** Every value of that name, decoded where it can be. */
export function readCookies(header: string | undefined, name: string): readonly string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => decode(pair.slice(name.length + 1)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
