import type { LabState } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import { createOperationLock } from '../operation-lock.js';
import { createClusterActions } from './cluster.js';
import { instanceActions } from './instances.js';
import { nodeActions } from './redis-nodes.js';

/** Actions in a lab with a state that is unknown until `finishLook` is called. */
function buildActions() {
  const done: string[] = [];
  const note = (what: string) => async () => void done.push(what);
  const lock = createOperationLock();
  let finishLook = () => {};
  const state = { instances: [{ id: 'api-1', isAlive: true }], redis: null } as unknown as LabState;
  const look = new Promise<LabState>((resolve) => {
    finishLook = () => resolve(state);
  });
  const controls = {
    faults: {
      ...{ crash: note('crash'), drain: note('drain') },
      redis: { nodes: { ids: ['redis-1'], crash: note('node crash') } },
    } as unknown as Faults,
    keys: { change: note('keys') } as never,
    holds: { isPossible: true, requireRunning: () => {}, hold: note('hold'), of: () => null } as never,
    watch: { state: () => look, during: (action: () => Promise<unknown>) => action() } as never,
    incidents: { record: () => done.push('incident') } as never,
    lock,
  };
  const actions = {
    instance: instanceActions(controls),
    node: nodeActions(controls),
    cluster: createClusterActions(controls),
  };
  return { actions, lock, done, finishLook };
}

type Actions = ReturnType<typeof buildActions>['actions'];

it.each<readonly [string, (actions: Actions) => Promise<unknown>]>([
  ['crash', ({ instance }) => instance.crash('api-1', null)],
  ['drain', ({ instance }) => instance.drain('api-1')],
  ['stall', ({ instance }) => instance.stall('api-1', null)],
  ['crash of a node', ({ node }) => node.crash('redis-1', 0)],
  ['change of keys', ({ cluster }) => cluster.changeKeys({ ring: 'jwt', how: 'cut' })],
])('a %s is refused when a run begins while the instances are looked at', async (_what, act) => {
  const { actions, lock, done, finishLook } = buildActions();
  const acting = act(actions);
  lock.acquire('run', 'run-1 is running.');
  finishLook();
  await expect(acting).rejects.toMatchObject({ code: 'busy' });
  expect(done).toEqual([]);
});
