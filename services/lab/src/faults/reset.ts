// POST /lab/reset resets the lab: every part runs, with its configured keys, number of instances and persistence, and no user is logged in.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { incident } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import type { Clients } from '../clients/clients.js';
import type { Load } from '../load/load.js';
import type { OperationLock } from '../operation-lock.js';
import type { Room } from '../room/room.js';
import { changes, route } from '../routes/responses.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import type { Workshop } from '../workshop/workshop.js';
import type { Holds } from './holds.js';
import type { KeyRings } from './key-rings.js';
import { restartAtOnce } from './restart.js';

/** The initial state, in a lab that can change it. */
export interface Configured {
  readonly instances: number;
  /** Whether Redis writes an append-only file. */
  readonly isPersistent: boolean;
}

interface ResetOptions {
  readonly faults: Faults;
  readonly keys: KeyRings;
  readonly holds: Holds;
  readonly watch: Watch;
  readonly lock: OperationLock;
  readonly incidents: Incidents;
  readonly clients: Clients;
  readonly load: Pick<Load, 'stop'>;
  readonly room: Room | null;
  readonly workshop: Pick<Workshop, 'restart'>;
  /** Undefined where only a person can change it. */
  readonly configured: Configured | undefined;
}

const asked = { instance: null, isAsked: true } as const;

export type Reset = ReturnType<typeof createReset>;

export function createReset(options: ResetOptions) {
  const { faults, keys, holds, watch, lock, incidents, clients, load, room, workshop, configured } = options;
  const closing = new AbortController();
  let current: Promise<unknown> = Promise.resolve();

  async function work(): Promise<void> {
    const { redis, scaleTo } = faults;
    await load.stop();
    if (configured) await scaleTo?.(configured.instances);
    await watch.dropRemovedInstances();
    keys.forget();
    const { instances } = await watch.state();
    // Only a restart empties the memory of an instance, and gives it its own keys and its clock back. Everyone is logged out
    // anyway, so no instance has to serve meanwhile.
    const ids = instances.map(({ id }) => id);
    await restartAtOnce({ ...faults, crash: holds.restart ?? faults.crash }, ids, closing.signal);
    if (configured) await redis?.setPersistent?.(configured.isPersistent);
    await redis?.clear();
    await clients.clear();
    // The instances that it restarted are no incidents.
    await watch.dropRemovedInstances();
    room?.resetCounts();
    workshop.restart();
  }

  return {
    /**
     * Resolves when it has begun: nginx cuts long requests when the number of instances changes.
     * @throws Problem (409) during a run or another operation, ExitError if a part cannot be started
     */
    async begin() {
      lock.requireFree();
      await holds.startAll();
      const release = lock.acquire('reset', 'The lab is being reset. Wait until the reset ends.');
      const end = (error: string | null) => {
        release();
        incidents.record({ what: 'reset-ends', ...asked, error });
      };
      const begun = incidents.record({ what: 'reset-begins', ...asked });
      current = work().then(
        () => end(null),
        (error: Error) => end(error.message),
      );
      return begun;
    },
    /** Resolves when the current reset has ended. */
    async close(): Promise<void> {
      closing.abort();
      await current;
    },
  };
}

export const resetRoute: FastifyPluginAsyncTypebox<{ reset: Reset }> = async (fastify, { reset }) => {
  fastify.post(
    '/reset',
    {
      ...route(
        'faults',
        'Resets keys, instances, persistence, log-ins and counts; continues after the response',
        {
          response: changes(202, incident, 'busy', 'unreachable'),
        },
      ),
      config: { access: 'host' },
    },
    async (_request, reply) => reply.code(202).send(await reset.begin()),
  );
};
