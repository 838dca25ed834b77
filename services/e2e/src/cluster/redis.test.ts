// Redis on a machine with other users: their access to its port, and to its password.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { withRedis } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { createVisitor } from '../support/visitor.js';

const lines: string[] = [];
let cluster: Cluster;
/** The arguments of redis-server. It replaces its command line once it runs. */
let started: string;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-started-'));
  const script = `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } >>'${folder}/started'\nPATH="\${PATH#*:}"\nexec redis-server "$@"\n`;
  writeFileSync(join(folder, 'redis-server'), script, { mode: 0o755 });
  const onLine = (_part: string, line: string) => void lines.push(line);
  const PATH = `${folder}:${process.env.PATH}`;
  cluster = await startClusterForTest(
    { INSTANCES: '1', PROVIDERS: '1', LOG_LEVEL: 'trace', PATH },
    { onLine },
  );
  started = readFileSync(join(folder, 'started'), 'utf8');
  rmSync(folder, { recursive: true });
}, 30_000);
afterAll(() => cluster.stop());

/** The answer of Redis on a new connection. */
function answerTo(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(cluster.redis.port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('error', reject).once('data', (answer) => {
      resolve(String(answer));
      socket.destroy();
    });
  });
}

it.each(['KEYS *', 'CONFIG GET requirepass', 'FLUSHALL', 'PING'])(
  'Redis refuses %s without the password',
  async (command) => {
    expect(await answerTo(command)).toMatch(/^-NOAUTH/);
  },
);

it('the instances use Redis', async () => {
  const answer = await createVisitor(cluster.nginx.port).postLogin('session-redis');
  expect(answer.status).toBe(200);
});

it.runIf(process.platform === 'linux')('the password of Redis is in no command line and in no log', () => {
  const { redisPassword: password, redis, nginx, instances } = cluster;
  for (const { pid } of [redis, nginx, ...instances]) {
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(password);
  }
  expect(started).toContain('--maxmemory-policy\nnoeviction\n'); // proves that these are its arguments
  expect(started).not.toContain(password);
  expect(lines.join('\n')).not.toContain(password);
});

it('the password of Redis is in files of the owner alone, and its data in a folder that only the owner can enter', () => {
  const { redisPassword: password, redisPasswordFile: file } = cluster;
  expect(readFileSync(file, 'utf8').trim()).toBe(password);
  const folder = dirname(file);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of ['password', 'redis/redis.conf']) {
    expect(statSync(`${folder}/${name}`).mode & 0o777).toBe(0o600);
  }
  const others = readdirSync(dirname(folder)).filter((name) => /keys/.test(name));
  for (const name of others) expect(statSync(`${dirname(folder)}/${name}`).mode & 0o777).toBe(0o700);
  expect(others).not.toHaveLength(0);
});

it('Redis has a memory limit, and evicts nothing', async () => {
  const address = { url: cluster.redisUrl, password: cluster.redisPassword };
  const settings = await withRedis(address, async (redis) => [
    await redis.config('GET', 'maxmemory'),
    await redis.config('GET', 'maxmemory-policy'),
  ]);
  expect(settings).toEqual([
    ['maxmemory', String(256 * 1024 * 1024)],
    ['maxmemory-policy', 'noeviction'],
  ]);
});

it('a client without the password gets the name of the setting', async () => {
  const attempt = withRedis({ url: cluster.redisUrl }, (redis) => redis.dbsize());
  await expect(attempt).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('Set REDIS_PASSWORD, or REDIS_PASSWORD_FILE to its file.'),
  });
});
