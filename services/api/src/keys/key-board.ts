// The board on which instances publish their public keys: a folder that all of them share, one JWK set entry a file.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';

/** A public key with the name that tokens give it. */
export type PublicKey = JWK & { readonly kid: string };

export interface KeyBoard {
  /** Puts a key up, or says that it is still in use. Takes down keys that nobody has renewed for long. */
  publish(key: PublicKey): Promise<void>;
  takeDown(kid: string): Promise<void>;
  /** The names of the keys that are up and have been renewed within the last `keepSeconds`. */
  list(): Promise<string[]>;
  /** Undefined for what is no key of that name. */
  read(kid: string): Promise<PublicKey | undefined>;
}

const extension = '.json';

export function folderBoard(folder: string, keepSeconds: number): KeyBoard {
  const pathOf = (kid: string) => join(folder, `${kid}${extension}`);

  async function allKids(): Promise<string[]> {
    const files = (await readdir(folder)).filter((file) => file.endsWith(extension));
    return files.map((file) => file.slice(0, -extension.length));
  }

  async function ageSeconds(kid: string): Promise<number> {
    const { mtimeMs } = await stat(pathOf(kid));
    return (Date.now() - mtimeMs) / 1000;
  }

  /** Not at once when a key is out of date: after a machine has slept, its owner is about to renew it. */
  async function takeDownIfLongGone(kid: string): Promise<void> {
    const age = await ageSeconds(kid).catch(() => 0);
    if (age > 2 * keepSeconds) await takeDown(kid);
  }

  function takeDown(kid: string): Promise<void> {
    return rm(pathOf(kid), { force: true });
  }

  return {
    takeDown,
    async publish(key) {
      // Read by other instances, which may be other users; written by this one alone.
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const path = pathOf(key.kid);
      // Renamed into place, so that nobody reads half a key.
      await writeFile(`${path}.new`, JSON.stringify(key));
      await rename(`${path}.new`, path);
      await Promise.all((await allKids()).map(takeDownIfLongGone));
    },
    async list() {
      const kids = await allKids();
      // Taken down by another instance meanwhile: as if it were old.
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

/** The board of an instance that stands alone: its own keys are all that it knows anyway. */
export function noBoard(): KeyBoard {
  return {
    publish: async () => {},
    takeDown: async () => {},
    list: async () => [],
    read: async () => undefined,
  };
}
