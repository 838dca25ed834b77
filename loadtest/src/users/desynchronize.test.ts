import { expect, it } from 'vitest';
import { drawThinkMs, idleConnectionsNeeded, randomOpenRequests } from './desynchronize.js';

it.each([
  { users: 31, instances: 3, idle: 0 },
  { users: 30, instances: 3, idle: 1 },
  { users: 1, instances: 3, idle: 0 },
  { users: 8, instances: 6, idle: 3 },
  { users: 30, instances: 1, idle: 0 },
])('$idle idle connections join $users users at $instances instances', ({ users, instances, idle }) => {
  expect(idleConnectionsNeeded(users, instances)).toBe(idle);
});

it('gaps of 0 to N − 1 open requests are equally likely', () => {
  const drawn = Array.from({ length: 3000 }, () => randomOpenRequests(3));
  for (const gap of [0, 1, 2]) {
    // 3000 draws at 1/3 have a standard deviation of 26; five of them are 130.
    expect(Math.abs(drawn.filter((each) => each === gap).length - 1000)).toBeLessThan(130);
  }
});

it('users pause at most as long as an answer takes, within bounds', () => {
  expect(drawThinkMs(20, () => 0.5)).toBe(10);
  expect(drawThinkMs(0.1, () => 0.5)).toBe(1.5);
  expect(drawThinkMs(4000, () => 0.5)).toBe(25);
});
