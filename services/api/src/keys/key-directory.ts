// The directory in which instances publish their public keys: a shared folder, one JWK a file. Each instance watches it, so
// that a check of a token knows at once which keys are published, and never by old data.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importPublicKey, type KeyDirectory, type PublicKey, type TrustedKey } from './public-key.js';

const extension = '.json';

/** The interval of an instance's own looks. */
const watchEveryMs = 200;
/** How long a look counts if the next one is late, because the process or the disk stalls. */
const freshMs = 500;
/** The shortest interval, so that invented names of keys do not cause endless looks. */
const lookEveryMs = 50;

/**
 * @param folder undefined: a single instance, which trusts only its own keys
 * @param keepSeconds how long a key counts as published after it was last renewed
 */
export function openKeyDirectory(folder: string | undefined, keepSeconds: number): KeyDirectory {
  let seen = new Map<string, TrustedKey>();
  let seenAt = Number.NEGATIVE_INFINITY;
  const pathOf = (kid: string) => join(folder ?? '', `${kid}${extension}`);

  async function allKids(): Promise<string[]> {
    if (folder === undefined) return [];
    const files = (await readdir(folder)).filter((file) => file.endsWith(extension));
    return files.map((file) => file.slice(0, -extension.length));
  }

  async function ageSeconds(kid: string): Promise<number> {
    const { mtimeMs } = await stat(pathOf(kid));
    return (Date.now() - mtimeMs) / 1000;
  }

  /** The names of the published keys. A key that another instance has removed meanwhile counts as old. */
  async function list(): Promise<string[]> {
    const kids = await allKids();
    const ages = await Promise.all(kids.map((kid) => ageSeconds(kid).catch(() => Number.POSITIVE_INFINITY)));
    return kids.filter((_, index) => (ages[index] ?? 0) <= keepSeconds);
  }

  /** Waits twice `keepSeconds`: after a machine has slept, the owner of an old key is about to renew it. */
  async function removeIfStale(kid: string): Promise<void> {
    const age = await ageSeconds(kid).catch(() => 0);
    if (age > 2 * keepSeconds) await remove(kid);
  }

  const remove = (kid: string) => rm(pathOf(kid), { force: true });

  /** Undefined unless the file holds a public key of that name for the one algorithm. */
  async function read(kid: string): Promise<TrustedKey | undefined> {
    try {
      const jwk = JSON.parse(await readFile(pathOf(kid), 'utf8')) as PublicKey;
      return jwk.kid === kid ? await importPublicKey(jwk) : undefined;
    } catch {
      return undefined;
    }
  }

  const isPublished = (kid: string) => seen.has(kid) && performance.now() - seenAt < freshMs;

  const look = atIntervals(lookEveryMs, async (): Promise<readonly TrustedKey[]> => {
    const startedAt = performance.now();
    const keys = await Promise.all((await list()).map(async (kid) => seen.get(kid) ?? read(kid)));
    // One look may overtake another. The one that began later counts.
    if (startedAt < seenAt) return [...seen.values()];
    seen = new Map(keys.filter((key) => key !== undefined).map((key) => [key.jwk.kid, key]));
    seenAt = startedAt;
    return [...seen.values()];
  });

  const watching = setInterval(() => look().catch(() => {}), watchEveryMs).unref();
  return {
    list,
    remove,
    isPublished,
    look,
    current: look,
    /** Also removes keys that no instance has renewed for long. */
    async publish(key: PublicKey): Promise<void> {
      if (folder === undefined) return;
      // Other users may read the folder. The instances, which are one user, write to it.
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const path = pathOf(key.kid);
      // Renamed into place, so that no instance reads half a key.
      await writeFile(`${path}.new`, JSON.stringify(key));
      await rename(`${path}.new`, path);
      await Promise.all((await allKids()).map(removeIfStale));
    },
    async find(kid: string): Promise<TrustedKey | undefined> {
      if (!isPublished(kid)) await look();
      return seen.get(kid);
    },
    close: () => clearInterval(watching),
  };
}

/**
 * A function that runs `work` at most once per interval. Everyone who calls while a run is still to start shares that
 * run, so each caller gets a result no older than its call.
 */
export function atIntervals<Result>(intervalMs: number, work: () => Promise<Result>): () => Promise<Result> {
  let next: Promise<Result> | undefined;
  let lastStart = Number.NEGATIVE_INFINITY;

  async function run(): Promise<Result> {
    // Checked again after each sleep, because Node's timers may fire a moment early.
    const msLeft = () => Math.ceil(lastStart + intervalMs - performance.now());
    do await sleep(Math.max(0, msLeft()));
    while (msLeft() > 0);
    lastStart = performance.now();
    next = undefined;
    return work();
  }

  return () => {
    next ??= run();
    return next;
  };
}
