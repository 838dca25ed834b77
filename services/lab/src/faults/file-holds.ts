// Holds parts by files in a folder that they read too, where the control room does not start the processes: in containers.
import { type Faults, holdFiles } from '@scale-out-lab/loadtest';
import { type HoldMeans, redisPart } from './holds.js';

/**
 * A server of Redis and a sentinel are held by services/deploy/redis/hold.sh, an instance by itself.
 * @param folder HOLDS_DIR of the instances
 */
export function fileHolds(folder: string, faults: Pick<Faults, 'crash' | 'hold' | 'redis'>): HoldMeans {
  const { write, remove, read } = holdFiles(folder);
  const ofRedis = [redisPart, ...(faults.redis?.nodes?.ids ?? [])];
  return {
    async crash(part) {
      await write(part, 'crash');
      if (!ofRedis.includes(part)) await faults.crash(part);
    },
    async stall(part) {
      await write(part, 'stall');
      if (!ofRedis.includes(part)) await faults.hold(part);
    },
    start: remove,
    held: read,
  };
}
