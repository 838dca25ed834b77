// The launcher, Compose and Kubernetes start their sentinels with the same `down-after-milliseconds`.
import { readFileSync } from 'node:fs';
import { sentinelPatienceMs } from '@scale-out-lab/core';
import { expect, it } from 'vitest';

/** Between two attempts of a sentinel to connect (SENTINEL_PING_PERIOD). */
const connectEveryMs = 1000;

it('a sentinel waits for longer than it needs for a second attempt to connect', () => {
  expect(sentinelPatienceMs).toBeGreaterThan(connectEveryMs);
});

it.each(['redis/run-sentinel.sh', 'kubernetes/components/redis-sentinel/start.sh'])(
  '%s waits as long',
  (path) => {
    const script = readFileSync(new URL(`../../../deploy/${path}`, import.meta.url), 'utf8');
    expect(script).toContain(`sentinel down-after-milliseconds lab ${sentinelPatienceMs}\n`);
  },
);
