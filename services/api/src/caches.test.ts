// The caches of an instance as they are wired: a client without a log-in cannot fill them without limit.

import { catalogue } from '@scale-out-lab/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';

const sizes = vi.hoisted(() => [] as number[]);
vi.mock('./bounded-cache.js', async (importOriginal) => {
  const { boundedCache } = await importOriginal<typeof import('./bounded-cache.js')>();
  return {
    boundedCache(size: number) {
      sizes.push(size);
      return boundedCache(size);
    },
  };
});

it('no cache of tokens or signatures holds more than 20,000 entries', async () => {
  const app = await buildTestApp(onTestFinished);
  await app.ready();
  // A cache holds up to twice its size. Token modes have one, session modes two.
  expect(sizes.length).toBeGreaterThanOrEqual(catalogue.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
});
