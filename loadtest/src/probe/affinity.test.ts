// Cookies of a balancer, which the probe finds by leaving them out: without one, it is a matter of chance which check succeeds.
import { expect, it } from 'vitest';
import { causesOf, healthy, isLogIn, probe, refuse } from '../testing/probed-app.js';

it.each([
  [20, [['affinity-by-cookie', 'confirmed']]],
  // A cookie without which no check succeeds proves the log-in.
  [Number.POSITIVE_INFINITY, []],
] as const)('where the first %d checks without a cookie fail, the probe names %j', async (first, named) => {
  let without = 0;
  const report = await probe(
    healthy((request, response) => {
      if (isLogIn(request)) response.appendHeader('set-cookie', 'route=api-1; Path=/');
      else if (request.headers.cookie?.startsWith('sid=') && !request.headers.cookie.includes('route=')) {
        without += 1;
        if (without > first) return false;
        refuse(response);
        return true;
      }
      return false;
    }),
  );
  expect(report.verdict).toBe('healthy');
  expect(causesOf(report)).toEqual([...named, ['healthy', 'confirmed']]);
});
