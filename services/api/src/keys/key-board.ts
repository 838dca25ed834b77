// The board on which instances publish their public keys: a folder that all of them share, one JWK set entry a file.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';

/** A public key with the name that tokens give it. */
export type PublicKey = JWK & { readonly kid: string };

export interface KeyBoard {
  /** Puts a key up, or says that it is still in use. Takes down keys that nobody has renewed for long. */
  publish(key: PublicKey): Promise<void>;
  /** The keys that are up and have been renewed within the last `keepSeconds`. */
  read(): Promise<PublicKey[]>;
}

export function folderBoard(folder: string, keepSeconds: number): KeyBoard {
  const keyFiles = async () => (await readdir(folder)).filter((file) => file.endsWith('.json'));

  async function ageSeconds(file: string): Promise<number> {
    const { mtimeMs } = await stat(join(folder, file));
    return (Date.now() - mtimeMs) / 1000;
  }

  async function readKey(file: string): Promise<PublicKey | undefined> {
    try {
      if ((await ageSeconds(file)) > keepSeconds) return undefined;
      const key = JSON.parse(await readFile(join(folder, file), 'utf8')) as PublicKey;
      return `${key.kid}.json` === file ? key : undefined;
    } catch {
      // Taken down by another instance meanwhile, or not a key: not to be trusted either way.
      return undefined;
    }
  }

  /** Not at once when a key is out of date: after a machine has slept, its owner is about to renew it. */
  async function takeDownIfLongGone(file: string): Promise<void> {
    const age = await ageSeconds(file).catch(() => 0);
    if (age > 2 * keepSeconds) await rm(join(folder, file), { force: true });
  }

  return {
    async publish(key) {
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${key.kid}.json`);
      // Renamed into place, so that nobody reads half a key.
      await writeFile(`${path}.new`, JSON.stringify(key));
      await rename(`${path}.new`, path);
      await Promise.all((await keyFiles()).map(takeDownIfLongGone));
    },
    async read() {
      const keys = await Promise.all((await keyFiles()).map(readKey));
      return keys.filter((key) => key !== undefined);
    },
  };
}

/** The board of an instance that stands alone: its own key is all that it knows anyway. */
export function noBoard(): KeyBoard {
  return { publish: async () => {}, read: async () => [] };
}
