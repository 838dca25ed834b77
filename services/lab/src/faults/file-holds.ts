// Holds parts by files in a folder that they read too, where the control room does not start the processes: in containers.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hold } from '@scale-out-lab/core/wire';
import type { InstanceFaults } from '@scale-out-lab/loadtest';
import { type HoldMeans, redisPart } from './holds.js';

/**
 * A file has the name of its part and says how the part is held. Redis is held by services/deploy/redis/hold.sh, an instance by itself.
 * @param folder HOLDS_DIR of the instances
 */
export function fileHolds(folder: string, faults: Pick<InstanceFaults, 'crash' | 'hold'>): HoldMeans {
  const fileOf = (part: string) => join(folder, part);

  async function write(part: string, how: Hold['how']): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(fileOf(part), `${how}\n`);
  }
  return {
    async crash(part) {
      await write(part, 'crash');
      if (part !== redisPart) await faults.crash(part);
    },
    async stall(part) {
      await write(part, 'stall');
      if (part !== redisPart) await faults.hold(part);
    },
    start: (part) => rm(fileOf(part), { force: true }),
    async held() {
      const parts = await readdir(folder).catch(() => []);
      const read = async (part: string) => (await readFile(fileOf(part), 'utf8')).trim();
      const found = await Promise.all(parts.map(async (part) => [part, await read(part)] as const));
      return new Map(found.map(([part, how]) => [part, how === 'stall' ? 'stall' : 'crash']));
    },
  };
}
