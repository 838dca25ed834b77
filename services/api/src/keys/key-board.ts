// The board on which instances publish their public keys: a folder that all of them share, one JWK set entry a file.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';

/** A public key with the name that tokens give it. */
export type PublicKey = JWK & { readonly kid: string };

export interface KeyBoard {
  /** Puts a key up, or says that it is still in use. */
  publish(key: PublicKey): Promise<void>;
  /** All keys that are up. Takes down those that nobody has renewed for `keepSeconds`. */
  read(): Promise<PublicKey[]>;
}

export function folderBoard(folder: string, keepSeconds: number): KeyBoard {
  async function readKey(file: string): Promise<PublicKey | undefined> {
    const path = join(folder, file);
    try {
      const { mtimeMs } = await stat(path);
      if (mtimeMs < Date.now() - keepSeconds * 1000) {
        await rm(path, { force: true });
        return undefined;
      }
      const key = JSON.parse(await readFile(path, 'utf8')) as PublicKey;
      return `${key.kid}.json` === file ? key : undefined;
    } catch {
      // Taken down by another instance meanwhile, or not a key: not to be trusted either way.
      return undefined;
    }
  }

  return {
    async publish(key) {
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${key.kid}.json`);
      // Renamed into place, so that nobody reads half a key.
      await writeFile(`${path}.new`, JSON.stringify(key));
      await rename(`${path}.new`, path);
    },
    async read() {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
      const keys = await Promise.all(files.map(readKey));
      return keys.filter((key) => key !== undefined);
    },
  };
}

/** The board of an instance that stands alone. */
export function ownBoard(): KeyBoard {
  const keys = new Map<string, PublicKey>();
  return {
    publish: async (key) => void keys.set(key.kid, key),
    read: async () => [...keys.values()],
  };
}
