// The processes that work in a folder, or in one that was there: what a lab has started, whether anybody knows of it or not.
import { readdir, readlink } from 'node:fs/promises';

/** Their ids. None where the system has no /proc. */
export async function processesIn(folder: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      return place.startsWith(folder) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}
