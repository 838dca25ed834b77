// The directory in which instances publish their public keys: a shared folder, one JWK a file.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';

/** A public key with the name that tokens use for it. */
export type PublicKey = JWK & { readonly kid: string };

export interface KeyDirectory {
  /** Publishes a key, or renews it. Removes keys that no instance has renewed for long. */
  publish(key: PublicKey): Promise<void>;
  remove(kid: string): Promise<void>;
  /** The names of the keys that were renewed within the last `keepSeconds`. */
  list(): Promise<string[]>;
  /** Undefined if there is no key of that name. */
  read(kid: string): Promise<PublicKey | undefined>;
}

const extension = '.json';

export function folderDirectory(folder: string, keepSeconds: number): KeyDirectory {
  const pathOf = (kid: string) => join(folder, `${kid}${extension}`);

  async function allKids(): Promise<string[]> {
    const files = (await readdir(folder)).filter((file) => file.endsWith(extension));
    return files.map((file) => file.slice(0, -extension.length));
  }

  async function ageSeconds(kid: string): Promise<number> {
    const { mtimeMs } = await stat(pathOf(kid));
    return (Date.now() - mtimeMs) / 1000;
  }

  /** Waits twice `keepSeconds`: after a machine has slept, the owner of an old key is about to renew it. */
  async function removeIfStale(kid: string): Promise<void> {
    const age = await ageSeconds(kid).catch(() => 0);
    if (age > 2 * keepSeconds) await remove(kid);
  }

  function remove(kid: string): Promise<void> {
    return rm(pathOf(kid), { force: true });
  }

  return {
    remove,
    async publish(key) {
      // Other instances, which may be other users, read the folder. Only this one writes to it.
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const path = pathOf(key.kid);
      // Renamed into place, so that no instance reads half a key.
      await writeFile(`${path}.new`, JSON.stringify(key));
      await rename(`${path}.new`, path);
      await Promise.all((await allKids()).map(removeIfStale));
    },
    async list() {
      const kids = await allKids();
      // A key that another instance has removed meanwhile counts as old.
      const ages = await Promise.all(
        kids.map((kid) => ageSeconds(kid).catch(() => Number.POSITIVE_INFINITY)),
      );
      return kids.filter((_, index) => (ages[index] ?? 0) <= keepSeconds);
    },
    async read(kid) {
      try {
        const key = JSON.parse(await readFile(pathOf(kid), 'utf8')) as PublicKey;
        return key.kid === kid ? key : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** The directory of a single instance, which trusts only its own keys. */
export function noDirectory(): KeyDirectory {
  return {
    publish: async () => {},
    remove: async () => {},
    list: async () => [],
    read: async () => undefined,
  };
}
