import { setImmediate } from 'node:timers/promises';
import type { InstanceFaults } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import { createKeyRings } from './key-rings.js';

it('a change that fails on one instance can be reset on the others', async () => {
  const replaced: string[] = [];
  let isDown = true;
  const faults = {
    async replaceSecrets(instance: string, _ring: string, { current }: { readonly current: string }) {
      if (instance === 'api-2' && isDown) throw new Error('api-2 does not answer');
      replaced.push(`${instance} ${current === 'configured' ? current : 'new'}`);
    },
  } as unknown as InstanceFaults;
  const keys = createKeyRings(faults);
  await expect(keys.change('jwt', 'cut', ['api-1', 'api-2'])).rejects.toThrow('api-2 does not answer');
  isDown = false;
  await keys.reset(['api-1', 'api-2']);
  expect(replaced).toEqual(['api-1 new', 'api-1 configured', 'api-2 configured']);
});

it('an instance that starts during a change gets the keys after it, not between its steps', async () => {
  const sent: string[] = [];
  const faults = {
    async replaceSecrets(instance: string) {
      await setImmediate();
      sent.push(instance);
    },
  } as unknown as InstanceFaults;
  const keys = createKeyRings(faults);
  const changing = keys.change('jwt', 'overlap', ['api-1']);
  await Promise.all([changing, keys.syncKeys('api-2')]);
  expect(sent).toEqual(['api-1', 'api-1', 'api-2']);
});

it('a reset also undoes a change that was requested before it and has not begun', async () => {
  const sent: string[] = [];
  const faults = {
    async replaceSecrets(_instance: string, ring: string, { current }: { readonly current: string }) {
      await setImmediate();
      sent.push(`${ring} ${current === 'configured' ? current : 'new'}`);
    },
  } as unknown as InstanceFaults;
  const keys = createKeyRings(faults);
  const changes = (['session', 'jwt'] as const).map((ring) => keys.change(ring, 'cut', ['api-1']));
  await Promise.all([...changes, keys.reset(['api-1'])]);
  expect(sent).toEqual(['session new', 'jwt new', 'session configured', 'jwt configured']);
});
