import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { logIn } from './log-in.js';

async function serveLogIns(...statuses: number[]): Promise<URL> {
  const origin = await serve((_, response) => {
    const status = statuses.shift() ?? 500;
    response.setHeader('set-cookie', ['session-redis.sid=1; Path=/', 'affinity=2']);
    if (status === 503) response.setHeader('retry-after', '1');
    response.writeHead(status).end('{}');
  });
  return new URL('/api/session-redis/login', origin);
}

it('a log-in that a busy machine refuses is sent again', async () => {
  const address = await serveLogIns(503, 200);
  expect(await logIn(address, 'vu-0001')).toEqual({ cookie: 'session-redis.sid=1; affinity=2' });
});

it('a log-in that is refused is named with its status', async () => {
  const address = await serveLogIns(401, 200);
  await expect(logIn(address, 'vu-0001')).rejects.toThrow(
    '/api/session-redis/login: the log-in of vu-0001 got 401.',
  );
});
