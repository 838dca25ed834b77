// What Redis holds for a log-in: bytes as it counts them itself (MEMORY USAGE): key, value, expiry and overhead.
import { createClient } from 'redis';

const people = 100;

export interface RedisMemory {
  /** Of a session in `session-redis`, with its place in the list of its user's log-ins. */
  readonly bytesPerRedisSession: number;
  /** Of a token on the list of `jwt-denylist`, with the same. */
  readonly bytesPerRevokedToken: number;
}

/** Logs users in to both modes, and out of the second, at the instance at `origin`, whose Redis is at `redisUrl`. */
export async function measureRedis(redisUrl: string, origin: string): Promise<RedisMemory> {
  const client = createClient({ url: redisUrl });
  await client.connect();
  try {
    await client.flushAll();
    await Promise.all(usernames().map((username) => logIn(origin, 'session-redis', username)));
    const bytesPerRedisSession = await bytesOfEach(client, people);
    await client.flushAll();
    await Promise.all(usernames().map((username) => logInAndOut(origin, 'jwt-denylist', username)));
    return { bytesPerRedisSession, bytesPerRevokedToken: await bytesOfEach(client, people) };
  } finally {
    client.destroy();
  }
}

function usernames(): readonly string[] {
  return Array.from({ length: people }, (_, index) => `vu-${String(index + 1).padStart(4, '0')}`);
}

async function logIn(origin: string, mode: string, username: string): Promise<Response> {
  const response = await fetch(`${origin}/api/${mode}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  if (!response.ok) throw new Error(`${mode}: the log-in of ${username} got ${response.status}`);
  return response;
}

async function logInAndOut(origin: string, mode: string, username: string): Promise<void> {
  const { access_token: token } = (await (await logIn(origin, mode, username)).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${origin}/api/${mode}/logout`, { method: 'POST', headers });
  const { revoked } = (await response.json()) as { revoked?: boolean };
  if (!revoked) throw new Error(`${mode}: the log-out of ${username} revoked nothing`);
}

/** All that Redis holds, shared out among so many log-ins. */
async function bytesOfEach(client: ReturnType<typeof createClient>, logIns: number): Promise<number> {
  const sizes: number[] = [];
  for await (const keys of client.scanIterator({ COUNT: 1000 })) {
    for (const key of keys) sizes.push((await client.memoryUsage(key, { SAMPLES: 0 })) ?? 0);
  }
  if (sizes.length < logIns) throw new Error(`Redis has ${sizes.length} keys for ${logIns} log-ins`);
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / logIns);
}
