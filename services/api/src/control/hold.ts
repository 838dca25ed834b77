// Whether the control room holds this instance: then the folder HOLDS_DIR has a file with its name. A file outlives the process,
// so that an instance that its supervisor restarts after a crash stays down.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.js';

export type InstanceHold = ReturnType<typeof createHold>;

const everyMs = 100;

export function createHold({ holdsDir, instanceId }: Pick<Config, 'holdsDir' | 'instanceId'>) {
  const isHeld = () => holdsDir !== undefined && existsSync(join(holdsDir, instanceId));
  return {
    /** Resolves when the instance is not held. */
    async ended(): Promise<void> {
      while (isHeld()) await sleep(everyMs);
    },
    /** Blocks everything in this process as long as the instance is held. */
    stall(): void {
      while (isHeld()) block(everyMs);
    },
  };
}

/** Blocks everything in this process for that time, without using the processor. */
export function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
