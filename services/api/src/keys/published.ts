// A key pair of its own on each instance, and everyone's public keys: any can check, only the issuer could sign.
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { atIntervals } from './at-intervals.js';
import { folderBoard, noBoard, type PublicKey } from './key-board.js';
import type { Keys } from './key-ring.js';

export interface PublishedOptions {
  readonly instanceId: string;
  /** The folder that all instances share; undefined for an instance that stands alone. */
  readonly publicKeysDir: string | undefined;
  /** How long a token lives, and so how long its public key is needed after its issuer is gone. */
  readonly jwtTtlSeconds: number;
}

interface TrustedKey {
  readonly jwk: PublicKey;
  readonly key: CryptoKey;
}

const algorithm = 'ES256';
const renewEveryMs = 30_000;
/** An unknown `kid` makes an instance look at the board, but whoever makes them up cannot make it do so all the time. */
const lookEveryMs = 50;

export async function published(options: PublishedOptions): Promise<Keys> {
  const { instanceId, publicKeysDir, jwtTtlSeconds } = options;
  const board = publicKeysDir ? folderBoard(publicKeysDir, jwtTtlSeconds + 120) : noBoard();
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const ownKey = await describe(publicKey, instanceId);

  await board.publish(ownKey);
  const renewal = setInterval(() => board.publish(ownKey).catch(() => {}), renewEveryMs).unref();

  // Its own key an instance trusts without asking: after a machine has slept, it is out of date on the board.
  const own: TrustedKey = { jwk: ownKey, key: publicKey };
  let trusted = new Map<string, TrustedKey>();
  const look = atIntervals(lookEveryMs, async () => {
    const jwks = await board.read();
    const keys = await Promise.all(jwks.map((jwk) => trusted.get(jwk.kid) ?? trust(jwk)));
    trusted = new Map([own, ...keys].filter((key) => key !== undefined).map((key) => [key.jwk.kid, key]));
  });
  await look();

  return {
    cookieSecret: undefined,
    tokens: {
      algorithm,
      kid: ownKey.kid,
      signingKey: privateKey,
      trusts: (kid) => trusted.has(kid),
      async find(kid) {
        if (!trusted.has(kid)) await look();
        return trusted.get(kid)?.key;
      },
      async publicKeys() {
        await look();
        return [...trusted.values()].map(({ jwk }) => jwk);
      },
    },
    close: () => clearInterval(renewal),
  };
}

/** The public key as a JWK, named after its issuer and its thumbprint (RFC 7638). */
async function describe(publicKey: CryptoKey, instanceId: string): Promise<PublicKey> {
  const jwk = await exportJWK(publicKey);
  const thumbprint = await calculateJwkThumbprint(jwk);
  return { ...jwk, kid: `${instanceId}-${thumbprint}`, alg: algorithm, use: 'sig' };
}

/** What is on the board and is no public key for the one algorithm is passed over. */
async function trust(jwk: PublicKey): Promise<TrustedKey | undefined> {
  const { kty, crv, x = '', y = '' } = jwk;
  if (kty !== 'EC' || crv !== 'P-256') return undefined;
  const key = await importJWK({ kty, crv, x, y }, algorithm).catch(() => undefined);
  return key && { jwk, key: key as CryptoKey };
}
