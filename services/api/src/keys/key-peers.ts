// Public keys without a shared folder: each instance serves the keys that it has, and reads those of all others over HTTP.
// An instance passes on the keys of others, so that a key outlives the instance that issued tokens with it.
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { type Static, Type } from 'typebox';
import Schema from 'typebox/schema';
import { lookUp } from '../dns.js';
import { atIntervals } from './key-directory.js';
import { importPublicKey, type KeyDirectory, type PublicKey, type TrustedKey } from './public-key.js';

const name = { kid: Type.String({ maxLength: 200 }), exp: Type.Integer() };
const text = Type.String({ maxLength: 100 });
const jwk = Type.Object({ ...name, kty: text, crv: text, x: text, y: text, alg: text, use: text });

/** The keys that one instance serves to the others. `exp`: when a key without renewal is no longer trusted, in seconds since 1970. */
export const knownKeys = Type.Object({
  keys: Type.Array(jwk, { maxItems: 1000 }),
  /** Removed before they expired. No instance may read them again from another one. */
  removed: Type.Array(Type.Object(name), { maxItems: 1000 }),
});
export type KnownKeys = Static<typeof knownKeys>;
const answer = Schema.Compile(knownKeys);

interface KeyPeers extends KeyDirectory {
  known(): KnownKeys;
}

/** Not a public address: nginx passes on only /api/. */
export const knownKeysPath = '/known-keys';

/** Each look costs every instance one request. An unknown key is looked for at once, whatever the interval. */
const watchEveryMs = 400;
/** How long a look counts if the next one is late. */
const freshMs = 2500;
const lookEveryMs = 50;
/** Longer than a busy instance takes to answer. Other instances have the keys of an instance that is down. */
const peerTimeoutMs = 1000;

const nowSeconds = () => Math.floor(Date.now() / 1000);

/**
 * @param urls origins of all instances, with commas between them; a name stands for each of its addresses
 * @param keepSeconds how long a key is trusted after it was last renewed
 */
export function openKeyPeers(urls: string, keepSeconds: number): KeyPeers {
  const keys = new Map<string, TrustedKey & { expires: number }>();
  const removed = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const cap = (exp: number) => Math.min(exp, nowSeconds() + keepSeconds);

  function forget(kid: string, exp: number): void {
    keys.delete(kid);
    removed.set(kid, Math.max(removed.get(kid) ?? 0, exp));
  }

  async function add(published: PublicKey, exp: number): Promise<void> {
    const known = keys.get(published.kid) ?? (await importPublicKey(published));
    if (!known || removed.has(published.kid) || exp < nowSeconds()) return;
    const before = keys.get(published.kid)?.expires ?? 0;
    keys.set(published.kid, { jwk: known.jwk, key: known.key, expires: Math.max(before, exp) });
  }

  async function merge(theirs: KnownKeys): Promise<void> {
    for (const { kid, exp } of theirs.removed) forget(kid, cap(exp));
    await Promise.all(theirs.keys.map(({ exp, ...published }) => add(published, cap(exp))));
  }

  function dropExpired(): void {
    const now = nowSeconds();
    for (const [kid, { expires }] of keys) if (expires < now) keys.delete(kid);
    // As long as another instance may still have a copy of the key.
    for (const [kid, exp] of removed) if (exp + keepSeconds < now) removed.delete(kid);
  }

  const look = atIntervals(lookEveryMs, async (): Promise<readonly TrustedKey[]> => {
    const startedAt = performance.now();
    await Promise.all((await addressesOf(urls)).map(async (url) => merge(await ask(url))));
    dropExpired();
    lookedAt = Math.max(lookedAt, startedAt);
    return [...keys.values()];
  });

  const isPublished = (kid: string) => keys.has(kid) && performance.now() - lookedAt < freshMs;
  const watching = setInterval(() => look().catch(() => {}), watchEveryMs).unref();
  return {
    isPublished,
    look,
    current: async () => [...keys.values()],
    list: async () => [...keys.keys()],
    publish: (key) => add(key, nowSeconds() + keepSeconds),
    remove: async (kid) => forget(kid, nowSeconds() + keepSeconds),
    async find(kid) {
      if (!isPublished(kid)) await look();
      return keys.get(kid);
    },
    known: () => ({
      keys: [...keys.values()].map(({ jwk, expires: exp }) => ({ ...(jwk as KnownKeys['keys'][0]), exp })),
      removed: [...removed].map(([kid, exp]) => ({ kid, exp })),
    }),
    close: () => clearInterval(watching),
  };
}

const nothing: KnownKeys = { keys: [], removed: [] };

/** Nothing from an instance that does not answer. */
async function ask(url: string): Promise<KnownKeys> {
  try {
    const signal = AbortSignal.timeout(peerTimeoutMs);
    const response = await fetch(new URL(knownKeysPath, url), { signal, redirect: 'error' });
    const body: unknown = await response.json();
    return answer.Check(body) ? body : nothing;
  } catch {
    return nothing;
  }
}

const findAll = promisify(
  (name: string, done: (error: Error | null, found: readonly LookupAddress[]) => void) =>
    lookUp(name, { all: true }, (error, found) => done(error, found as LookupAddress[])),
);

/** An origin for each address of each name. None for a name that does not resolve, such as that of a stopped container. */
async function addressesOf(urls: string): Promise<readonly string[]> {
  const found = urls.split(',').map(async (each) => {
    const { hostname, port } = new URL(each.trim());
    // A URL has an address of IPv6 in brackets.
    const address = hostname.replace(/^\[|\]$/g, '');
    const family = isIP(address);
    const addresses = family ? [{ address, family }] : await findAll(hostname).catch(() => []);
    return addresses.map(originAt(port || '80'));
  });
  return (await Promise.all(found)).flat();
}

const originAt =
  (port: string) =>
  ({ address, family }: LookupAddress) =>
    family === 6 ? `http://[${address}]:${port}` : `http://${address}:${port}`;
