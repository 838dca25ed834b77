// Each instance has its own key pair and all public keys: any instance can verify, only the issuer can sign.
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { openKeyDirectory } from './key-directory.js';
import { type KnownKeys, openKeyPeers } from './key-peers.js';
import { algorithm, type TrustedKey } from './public-key.js';
import type { Keys } from './rings.js';

export interface PublishedOptions {
  readonly instanceId: string;
  /** The folder that all instances share; undefined for a single instance. */
  readonly publicKeysDir: string | undefined;
  /** The origins of all instances where they share no folder, with commas between them. */
  readonly publicKeysUrls?: string | undefined;
  /** The lifetime of a token, and so the time for which its public key is needed after its issuer has stopped. */
  readonly jwtTtlSeconds: number;
}

export interface PublishedKeys extends Keys {
  /** Signs with a new key pair from now on. Tokens of the former ones stay good, since their public keys stay published. */
  rotate(): Promise<void>;
  /**
   * Removes every key of this instance but the one that signs. In a shared folder, no instance trusts them half a second later;
   * otherwise each stops after its next look at this instance.
   */
  retire(): Promise<void>;
  /** The keys that this instance trusts, the signing one first. */
  names(): Promise<readonly string[]>;
  /** The keys that this instance serves to the others, if they share no folder. */
  readonly known: (() => KnownKeys) | undefined;
}

const renewEveryMs = 30_000;

export async function published(options: PublishedOptions): Promise<PublishedKeys> {
  const { instanceId, publicKeysDir, publicKeysUrls, jwtTtlSeconds } = options;
  const keepSeconds = jwtTtlSeconds + 120;
  const peers = publicKeysUrls === undefined ? undefined : openKeyPeers(publicKeysUrls, keepSeconds);
  const directory = peers ?? openKeyDirectory(publicKeysDir, keepSeconds);
  let current = await createKeyPair(instanceId);
  // An instance trusts its own keys without a look: after a machine has slept, they are out of date in the directory.
  let own = new Map<string, TrustedKey>([[current.jwk.kid, current]]);

  // One after the other, or a renewal could publish a key again that is just being removed.
  let writing = Promise.resolve();
  function write(work: () => Promise<void>): Promise<void> {
    const written = writing.then(work);
    writing = written.catch(() => {});
    return written;
  }
  async function renew(): Promise<void> {
    for (const { jwk } of own.values()) await directory.publish(jwk);
  }
  async function listTrusted(): Promise<readonly TrustedKey[]> {
    const published = (await directory.current()).map((key) => [key.jwk.kid, key] as const);
    return [...new Map([[current.jwk.kid, current], ...own, ...published]).values()];
  }

  await write(renew);
  await directory.look();
  const renewal = setInterval(() => write(renew).catch(() => {}), renewEveryMs).unref();

  return {
    cookies: undefined,
    tokens: {
      algorithm,
      get kid() {
        return current.jwk.kid;
      },
      get signingKey() {
        return current.privateKey;
      },
      trusts: (kid) => own.has(kid) || directory.isPublished(kid),
      find: async (kid) => (own.get(kid) ?? (await directory.find(kid)))?.key,
      publicKeys: async () => (await listTrusted()).map(({ jwk }) => jwk),
    },
    known: peers?.known,
    names: async () => (await listTrusted()).map(({ jwk }) => jwk.kid),
    rotate: () =>
      write(async () => {
        const next = await createKeyPair(instanceId);
        await directory.publish(next.jwk);
        own = new Map([...own, [next.jwk.kid, next]]);
        current = next;
      }),
    retire: () =>
      write(async () => {
        own = new Map([[current.jwk.kid, current]]);
        const kids = (await directory.list()).filter((kid) => isIssuedBy(instanceId, kid) && !own.has(kid));
        await Promise.all(kids.map((kid) => directory.remove(kid)));
        await directory.look();
      }),
    close() {
      clearInterval(renewal);
      directory.close();
    },
  };
}

/** A new key pair, named after its issuer and its thumbprint (RFC 7638). */
async function createKeyPair(instanceId: string) {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const jwk = await exportJWK(publicKey);
  const kid = `${instanceId}-${await calculateJwkThumbprint(jwk)}`;
  return { jwk: { ...jwk, kid, alg: algorithm, use: 'sig' }, key: publicKey, privateKey };
}

/** Whether the key is this instance's. A thumbprint has 43 characters, any of which may be a hyphen. */
function isIssuedBy(instanceId: string, kid: string): boolean {
  return kid.slice(0, -44) === instanceId;
}
