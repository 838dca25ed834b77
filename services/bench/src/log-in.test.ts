import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { logIn } from './log-in.js';

async function serveLogIns(...statuses: number[]): Promise<URL> {
  const server = createServer((_, response) => {
    const status = statuses.shift() ?? 500;
    response.setHeader('set-cookie', ['session-redis.sid=1; Path=/', 'affinity=2']);
    if (status === 503) response.setHeader('retry-after', '1');
    response.writeHead(status).end('{}');
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/session-redis/login`);
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
