import { expect, it } from 'vitest';
import { createSample, readSeen } from './traffic.js';

const raw = (...pairs: string[]) => pairs.map((text) => Buffer.from(text));

it.each([
  ['/api/jwt-shared-key/me', 'jwt-shared-key', 'me'],
  ['/api/session-redis/login', 'session-redis', 'login'],
  ['/api/jwt-refresh/refresh?x=1', 'jwt-refresh', 'refresh'],
  ['/no-retry/api/session-memory/logout', 'session-memory', 'logout'],
  ['/api/session-redis/sessions/abc', 'session-redis', 'other'],
  ['/api/instance', '', 'other'],
])('the path %s is read as mode "%s", kind %s', (path, mode, kind) => {
  const response = { statusCode: 200, headers: raw('X-Instance-Id', 'api-2', 'X-Retried', '1') };
  const seen = readSeen({ request: { path: `/below${path}`, headers: [] }, response }, '/below');
  expect(seen).toEqual({ mode, kind, status: 200, servedBy: 'api-2', isRetried: true });
});

it('a response without X-Instance-Id was served by an unknown instance', () => {
  const response = { statusCode: 502, headers: raw('server', 'x-instance-id') };
  const request = { path: '/api/jwt-refresh/me', headers: [] };
  expect(readSeen({ request, response }, '')).toMatchObject({ servedBy: null, isRetried: false });
});

it('a sample keeps all of a few items, in their order, and resets', () => {
  const sample = createSample<number>(3);
  sample.offer(1);
  sample.offer(2);
  expect(sample.take()).toEqual({ seen: 2, items: [1, 2] });
  expect(sample.take()).toEqual({ seen: 0, items: [] });
});

it('a sample counts all of many items, and draws from the whole interval', () => {
  const drawn = new Map<number, number>();
  const sample = createSample<number>(12);
  for (let interval = 0; interval < 400; interval += 1) {
    for (let n = 0; n < 120; n += 1) sample.offer(n);
    const { seen, items } = sample.take();
    expect(seen).toBe(120);
    expect(items).toHaveLength(12);
    expect(items).toEqual([...items].sort((a, b) => a - b));
    for (const item of items) drawn.set(item, (drawn.get(item) ?? 0) + 1);
  }
  // Each is drawn in 40 of 400 intervals, give or take 6 deviations.
  expect(drawn.size).toBe(120);
  for (const times of drawn.values()) expect(Math.abs(times - 40)).toBeLessThan(36);
});
