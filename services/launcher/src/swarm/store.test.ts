// The roles that the servers of Redis report, on the machines of a Swarm.
import { expect, it } from 'vitest';
import { readClusterNodes, storeVariables, topologyOf } from './store.js';

// As Redis 7.0 prints it; the IDs are shortened.
const whole = [
  'a1 10.0.2.7:6379@16379,redis myself,master - 0 0 1 connected 0-5460',
  'b1 10.0.2.8:6379@16379 master - 0 1764498000000 2 connected 5461-10921',
  'c1 10.0.2.9:6379@16379 master - 0 1764498000000 3 connected 10922-16383',
  'a2 10.0.2.10:6379@16379 slave a1 0 1764498000000 1 connected',
  'b2 10.0.2.11:6379@16379 slave b1 0 1764498000000 2 connected',
  'c2 10.0.2.12:6379@16379 slave c1 0 1764498000000 3 connected',
];
const read = (replaced: Readonly<Record<number, string>> = {}) =>
  readClusterNodes(whole.map((line, index) => replaced[index] ?? line).join('\n'));

it('a Redis Cluster is whole with three primaries and a replica of each', () => {
  expect(read()).toEqual({ primaries: ['10.0.2.7', '10.0.2.8', '10.0.2.9'], isWhole: true });
});

it('a node that others only suspect is still the primary, and the cluster is not whole', () => {
  const suspected = 'b1 10.0.2.8:6379@16379 master,fail? - 0 1764498000000 2 connected 5461-10921';
  expect(read({ 1: suspected })).toEqual({
    primaries: ['10.0.2.7', '10.0.2.8', '10.0.2.9'],
    isWhole: false,
  });
});

it('a replica that has taken over is the primary, and the failed server is not', () => {
  const failed = 'b1 10.0.2.8:6379@16379 master,fail - 0 1764498000000 2 disconnected';
  const promoted = 'b2 10.0.2.11:6379@16379 master - 0 1764498000000 7 connected 5461-10921';
  const { primaries, isWhole } = read({ 1: failed, 4: promoted });
  expect(primaries).toEqual(['10.0.2.7', '10.0.2.9', '10.0.2.11']);
  expect(isWhole).toBe(false);
});

it('an empty answer names no primary', () => {
  expect(readClusterNodes('')).toEqual({ primaries: [], isWhole: false });
});

it.each([
  [['api.1', 'redis.1'], 'single'],
  [['redis.1', 'redis-2.1', 'redis-3.1', 'sentinel-1.1'], 'sentinel'],
  [['redis.1', 'redis-2.1', 'redis-4.1'], 'cluster'],
])('the parts %j are those of the topology %s', (names, topology) => {
  expect(topologyOf(names.map((name) => ({ name, node: 'vm', state: 'Running' })))).toBe(topology);
});

it('one server of Redis needs no variable, and an unknown topology is refused with the accepted values', async () => {
  expect(await storeVariables({ REDIS_TOPOLOGY: 'single' })).toEqual({});
  await expect(storeVariables({ REDIS_TOPOLOGY: 'ring' })).rejects.toMatchObject({
    message: 'REDIS_TOPOLOGY is "ring"; expected one of single, sentinel, cluster.',
    exitCode: 2,
  });
});
