import { expect, it } from 'vitest';
import { startAll } from './cluster.js';

it('instances that have started are stopped if another one does not start', async () => {
  const stopped: number[] = [];
  const start = async (number: number) => {
    if (number === 5) throw new Error('api-5 did not start');
    return { stop: async () => void stopped.push(number) };
  };
  await expect(startAll([4, 5, 6], start)).rejects.toThrow('api-5 did not start');
  expect(stopped).toEqual([4, 6]);
});
