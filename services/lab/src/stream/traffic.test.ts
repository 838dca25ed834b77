import { expect, it } from 'vitest';
import { readSeen } from './traffic.js';

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
