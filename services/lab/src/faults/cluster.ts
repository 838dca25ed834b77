// The changes of all instances: their keys, their number, a restart in turn. What each does, and its route. A change is refused during
// another operation, and recorded as an incident, with which its route answers 202.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { incident, type KeysRequest, keysRequest, scaleRequest } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';
import { changes, route } from '../routes/responses.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import type { KeyRings } from './key-rings.js';
import { restartInTurn } from './restart.js';

/** Each action throws a Problem (409, 501), or an ExitError if an instance does not answer. */
export type ClusterActions = ReturnType<typeof createClusterActions>;

interface ClusterOptions {
  readonly faults: Faults;
  readonly keys: KeyRings;
  readonly watch: Watch;
  readonly lock: OperationLock;
  readonly incidents: Incidents;
}

const asked = { instance: null, isAsked: true } as const;

export function createClusterActions({ faults, keys, watch, lock, incidents }: ClusterOptions) {
  const closing = new AbortController();
  let background: Promise<void> = Promise.resolve();

  async function alive(): Promise<readonly string[]> {
    const { instances } = await watch.state();
    return instances.filter(({ isAlive, hold }) => isAlive && !hold).map(({ id }) => id);
  }
  /** Continues after the response; a failure is recorded, since no request waits for it. */
  function runInBackground(work: () => Promise<void>, end: (error: string | null) => void): void {
    background = work()
      .then(
        () => null,
        (error: Error) => error.message,
      )
      .then(end);
  }

  return {
    async changeKeys({ ring, how }: KeysRequest) {
      lock.requireFree();
      const instances = await alive();
      lock.requireFree();
      await keys.change(ring, how, instances);
      return incidents.record({ what: 'keys', ...asked, ring, how });
    },
    /** Resolves when the restart has begun, as `scale` does. */
    async restart() {
      const release = lock.acquire(
        'restart',
        'The instances are being restarted in turn. Wait until the restart ends.',
      );
      const instances = await alive();
      const begun = incidents.record({ what: 'restart-begins', ...asked, instances });
      runInBackground(
        () => restartInTurn(faults, instances, closing.signal),
        (error) => {
          release();
          incidents.record({ what: 'restart-ends', ...asked, error });
        },
      );
      return begun;
    },
    async scale(count: number) {
      const { scaleTo } = faults;
      if (!scaleTo) {
        const remedy = 'docker compose up --scale api=5, or use npm start, where the page can';
        throw new Problem('not-possible', `The page cannot start instances here. Run: ${remedy}.`);
      }
      const release = lock.acquire(
        'scale',
        'The number of instances is being changed. Wait until the change ends.',
      );
      const begun = incidents.record({ what: 'scale', ...asked, count, error: null });
      runInBackground(
        async () => {
          await scaleTo(count);
          await watch.dropRemovedInstances();
          await Promise.all((await alive()).map(keys.syncKeys));
        },
        (error) => {
          release();
          if (error !== null) incidents.record({ what: 'scale', ...asked, count, error });
        },
      );
      return begun;
    },
    /** Resolves when the current restart or scaling has ended. */
    async close() {
      closing.abort();
      await background;
    },
  };
}

export const clusterRoutes: FastifyPluginAsyncTypebox<{ actions: ClusterActions }> = async (
  fastify,
  { actions: { changeKeys, restart, scale } },
) => {
  fastify.put(
    '/instances',
    route('faults', 'Changes the number of instances; continues after the response', {
      body: scaleRequest,
      response: changes(202, incident, 'busy', 'already-down', 'not-possible'),
    }),
    async ({ body: { count } }, reply) => reply.code(202).send(await scale(count)),
  );
  fastify.post(
    '/restart',
    route('faults', 'Restarts all instances, one at a time; continues after the response', {
      response: changes(202, incident, 'busy', 'already-down'),
    }),
    async (_request, reply) => reply.code(202).send(await restart()),
  );
  fastify.post(
    '/keys',
    route('faults', 'Replaces the signing keys of all instances', {
      body: keysRequest,
      response: changes(202, incident, 'busy', 'unreachable'),
    }),
    async ({ body }, reply) => reply.code(202).send(await changeKeys(body)),
  );
};
