import { expect, it } from 'vitest';
import { burst, createPace, perSecond } from './pace.js';

it('a burst is sent at once, the next request waits its turn, and a later one does not', () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(pace.take(burst)).toBe(0);
  expect(pace.take(1)).toBe(1000 / perSecond);
  now += 60_000;
  expect(pace.take(burst)).toBe(0);
});

it('a request that had to wait for more than 2 s is refused, and does not delay the next', () => {
  let now = 0;
  const pace = createPace(() => now);
  pace.take(burst);
  expect(pace.take(2 * perSecond)).toBe(2000);
  expect(() => pace.take(1)).toThrow(expect.objectContaining({ code: 'too-fast', status: 429 }));
  expect(() => pace.take(1)).toThrow('Each visitor of the room has 10 requests a second. Continue in 3 s.');
  now += 2000;
  expect(pace.take(1)).toBe(1000 / perSecond);
});
