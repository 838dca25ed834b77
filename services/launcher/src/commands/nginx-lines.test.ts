import { expect, it } from 'vitest';
import { isUpstreamNews } from './nginx-lines.js';

const before = '2026/11/28 18:00:00 [error] 4242#4242: *17';
const after = 'client: 127.0.0.1, server: , request: "GET /api/session-memory/me HTTP/1.1"';

it.each([
  ['connect() failed (111: Connection refused) while connecting to upstream', true],
  ['recv() failed (104: Connection reset by peer) while reading response header from upstream', true],
  ['upstream prematurely closed connection while reading response header from upstream', true],
  ['upstream timed out (110: Connection timed out) while reading response header from upstream', true],
  ['no live upstreams while connecting to upstream', true],
  ['open() "/pages/storage/nope" failed (2: No such file or directory)', false],
  ['client intended to send too large body: 70000 bytes', false],
])('"%s" repeats that an upstream is down: %s', (reason, isNews) => {
  expect(isUpstreamNews(`${before} ${reason}, ${after}`)).toBe(isNews);
});
