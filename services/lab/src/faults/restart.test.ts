import type { InstanceState } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import { restartAtOnce, restartInTurn } from './restart.js';

const instances = ['api-1', 'api-2'];

/** Instances that restart as soon as `isBack` allows it. */
function record(isBack: (ended: readonly string[]) => boolean) {
  const events: string[] = [];
  const ended: string[] = [];
  const end = (what: string) => async (id: string) => {
    ended.push(id);
    events.push(`${id} ${what}`);
  };
  return {
    events,
    async state(id: string) {
      const isRestarted = ended.includes(id) && isBack(ended);
      if (isRestarted && !events.includes(`${id} back`)) events.push(`${id} back`);
      return { isReady: true, startedAt: isRestarted ? 'later' : 'first' } as InstanceState;
    },
    drain: end('drains'),
    crash: end('crashes'),
  };
}

it.concurrent('a restart at once ends every instance before it waits for the first', async () => {
  const faults = record((ended) => ended.length === instances.length);
  await restartAtOnce(faults, instances, new AbortController().signal);
  expect(faults.events.slice(0, 2)).toEqual(instances.map((id) => `${id} crashes`));
  expect(faults.events).toHaveLength(4);
});

it.concurrent('a restart in turn drains an instance after the one before it is back', async () => {
  const faults = record(() => true);
  await restartInTurn(faults, instances, new AbortController().signal);
  expect(faults.events).toEqual(instances.flatMap((id) => [`${id} drains`, `${id} back`]));
});

it.concurrent('a restart at once reports an instance that does not answer, after the others are back', async () => {
  const faults = record(() => true);
  const broken = { ...faults, crash: async (id: string) => (id === 'api-1' ? fail() : faults.crash(id)) };
  await expect(restartAtOnce(broken, instances, new AbortController().signal)).rejects.toThrow('refused');
  expect(faults.events).toContain('api-2 back');
});

const fail = (): never => {
  throw new Error('refused');
};
