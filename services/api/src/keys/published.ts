// A key pair of its own on each instance, and everyone's public keys: any can check, only the issuer could sign.
import { watchBoard } from './board-watch.js';
import { folderBoard, noBoard } from './key-board.js';
import { algorithm, createKeyPair, isIssuedBy, type TrustedKey } from './key-pair.js';
import type { Keys } from './key-ring.js';

export interface PublishedOptions {
  readonly instanceId: string;
  /** The folder that all instances share; undefined for an instance that stands alone. */
  readonly publicKeysDir: string | undefined;
  /** How long a token lives, and so how long its public key is needed after its issuer is gone. */
  readonly jwtTtlSeconds: number;
}

export interface PublishedKeys extends Keys {
  /** Signs with a new key pair from now on. What the former ones signed stays good: their public keys stay up. */
  rotate(): Promise<void>;
  /** Takes down every key of this instance but the one that signs. Nobody trusts them half a second later. */
  retire(): Promise<void>;
  /** The keys that this instance trusts, the signing one first. */
  names(): Promise<readonly string[]>;
}

const renewEveryMs = 30_000;

export async function published(options: PublishedOptions): Promise<PublishedKeys> {
  const { instanceId, publicKeysDir, jwtTtlSeconds } = options;
  const board = publicKeysDir ? folderBoard(publicKeysDir, jwtTtlSeconds + 120) : noBoard();
  const watch = watchBoard(board);
  let current = await createKeyPair(instanceId);
  // Its own keys an instance trusts without asking: after a machine has slept, they are out of date on the board.
  let own = new Map<string, TrustedKey>([[current.jwk.kid, current]]);

  // One after the other, or a renewal could put up again what is just being taken down.
  let writing = Promise.resolve();
  function write(work: () => Promise<void>): Promise<void> {
    const written = writing.then(work);
    writing = written.catch(() => {});
    return written;
  }
  async function renew(): Promise<void> {
    for (const { jwk } of own.values()) await board.publish(jwk);
  }
  async function listTrusted(): Promise<readonly TrustedKey[]> {
    const up = new Map((await watch.look()).map((key) => [key.jwk.kid, key]));
    return [...new Map([[current.jwk.kid, current], ...own, ...up]).values()];
  }

  await write(renew);
  await watch.look();
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
      trusts: (kid) => own.has(kid) || watch.isUp(kid),
      find: async (kid) => (own.get(kid) ?? (await watch.find(kid)))?.key,
      publicKeys: async () => (await listTrusted()).map(({ jwk }) => jwk),
    },
    names: async () => (await listTrusted()).map(({ jwk }) => jwk.kid),
    rotate: () =>
      write(async () => {
        const next = await createKeyPair(instanceId);
        await board.publish(next.jwk);
        own = new Map([...own, [next.jwk.kid, next]]);
        current = next;
      }),
    retire: () =>
      write(async () => {
        own = new Map([[current.jwk.kid, current]]);
        const kids = (await board.list()).filter((kid) => isIssuedBy(instanceId, kid) && !own.has(kid));
        await Promise.all(kids.map((kid) => board.takeDown(kid)));
        await watch.look();
      }),
    close() {
      clearInterval(renewal);
      watch.close();
    },
  };
}
