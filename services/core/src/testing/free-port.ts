// A port for a server that starts later, in a separate process.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that Linux gives to connections (32768 and above), so that none of them takes it before the server does. */
const range = [20_000, 32_000] as const;

/** More than the workers of a run. Each worker has the ports with its own remainder, so that no other uses one before the server does. */
const mostWorkers = 16;
const ownRemainder = Number(process.env.VITEST_POOL_ID ?? 0) % mostWorkers;
/** Servers that start at the same time need different ones. */
const given = new Set<number>();

/** A random port of 127.0.0.1 on which nothing listens, and another each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = mostWorkers * randomInt(range[0] / mostWorkers, range[1] / mostWorkers) + ownRemainder;
    if (given.has(port)) continue;
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    given.add(port);
    server.close();
    await once(server, 'close');
    return port;
  }
}
