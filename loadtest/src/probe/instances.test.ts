// How many instances the probe counts, where their answers have no name.
import type { Observations } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { estimateInstances, findIdentities } from './instances.js';

/** Log-ins that succeed at the checks of these turns, and are unknown at all others. */
function see(turns: readonly (readonly number[])[]): Observations {
  const users = turns.map((successes) => ({
    part: 'pinned-fresh' as const,
    checks: Array.from({ length: 20 }, (_, at) => {
      const isOk = successes.includes(at);
      const answer = {
        status: isOk ? 200 : 401,
        headers: {},
        body: isOk ? '{}' : '{"error":"invalid signature"}',
      };
      return { outcome: isOk ? 'ok' : 'logged-out', answer, failure: undefined, ageMs: at };
    }),
  }));
  return { cookieNames: [], form: { kind: 'token' }, issuerOffsets: [], users } as unknown as Observations;
}

const everyThird = (from: number) => [0, 3, 6, 9, 12, 15, 18].map((at) => at + from).filter((at) => at < 20);
const others = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1].map(everyThird);
const exactly3 = { estimate: 3, interval: [3, 3], named: [] };

it('instances that take turns are counted by the period of the rotation', () => {
  expect(estimateInstances(see([everyThird(0), ...others]))).toEqual(exactly3);
});

it('they are counted also where a turn was skipped', () => {
  expect(estimateInstances(see([[0, 3, 6, 10, 13, 16, 19], ...others]))).toEqual(exactly3);
});

it('instances that a random balancer picks are estimated, in an interval', () => {
  const random = [
    [0, 1, 5, 6, 9, 13, 19],
    [2, 3, 4, 11, 12, 18],
    [1, 4, 8, 9, 10, 15, 16],
    [0, 7, 8, 13, 14, 17],
  ];
  const { estimate, interval } = estimateInstances(see([...random, ...random, ...random]));
  expect(estimate).toBeCloseTo(80 / 26, 1);
  expect(interval?.[0]).toBeLessThan(3);
  expect(interval?.[1]).toBeGreaterThan(3);
});

it.each(['x-kong-proxy-latency', 'x-envoy-upstream-service-time', 'x-runtime', 'server-timing', 'x-cache'])(
  'two values of %s are no names of instances',
  (header) => {
    const answers = Array.from({ length: 20 }, (_, at) => ({ headers: { [header]: String(at % 2) } }));
    expect(findIdentities(answers)).toBeUndefined();
  },
);
