import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { findInstanceId, parseReplica, toInstanceId } from './instance-id.js';

it.each([
  ['scale-out-lab-api-1.scale-out-lab_default', 'api-1'],
  ['lab-api-12.lab_default', 'api-12'],
  ['lab_2-api-3.lab_2_default', 'api-3'],
  ['redis.lab_default', undefined],
  ['api-1', undefined],
])('%s is the replica %s', (name, replica) => {
  expect(parseReplica(name)).toBe(replica);
});

it.each([
  ['Minjis-MacBook.local', 'minjis-macbook-local'],
  ['HOST_7', 'host-7'],
  ['x'.repeat(80), 'x'.repeat(63)],
  ['', 'instance'],
])('%j becomes the instance %s', (name, id) => {
  expect(toInstanceId(name)).toBe(id);
});

it('is the name of the machine outside of a container', async () => {
  expect(await findInstanceId()).toBe(toInstanceId(hostname()));
});
