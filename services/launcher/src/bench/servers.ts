// Every process that a bench needs: a Redis, one instance, and a process for each peer.
import { randomBytes } from 'node:crypto';
import { type Running, startProcess } from './start-process.js';
import { startRedis } from './start-redis.js';
import { peers, type Target } from './targets.js';

export interface Servers {
  readonly redisUrl: string;
  originOf(target: Target): string;
}

/** Runs `use` with all of them, and stops them whatever happens. */
export async function withServers<Result>(use: (servers: Servers) => Promise<Result>): Promise<Result> {
  const stops: (() => Promise<void>)[] = [];
  const keep = <Kept extends { stop: () => Promise<void> }>(kept: Kept): Kept => {
    stops.push(kept.stop);
    return kept;
  };
  try {
    const redis = keep(await startRedis());
    const instance = keep(await startInstance(redis.url));
    const origins = new Map<string, string>();
    for (const { name, server, env } of peers) {
      const path = new URL(`./peers/${server}.js`, import.meta.url);
      const secrets = { PEER_SECRET: secret(), PEER_REDIS_URL: redis.url };
      origins.set(name, keep(await startProcess(path, { ...secrets, ...env })).origin);
    }
    return await use({
      redisUrl: redis.url,
      originOf: ({ name }) => origins.get(name) ?? instance.origin,
    });
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
}

function startInstance(redisUrl: string): Promise<Running> {
  return startProcess(new URL('./main.js', import.meta.resolve('@scale-out-lab/api')), {
    INSTANCE_ID: 'api-1',
    PORT: '0',
    REDIS_URL: redisUrl,
    SESSION_SECRET: secret(),
    JWT_SECRET: secret(),
  });
}

function secret(): string {
  return randomBytes(32).toString('base64');
}
