import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue, renderPolicyMap, replicationLines } from '@scale-out-lab/core';
import { expect, it, onTestFinished } from 'vitest';
import { prepareCluster } from './prepare-cluster.js';
import { expectRandomBits } from './testing/client.js';

/** The environment of the one-shot, with its files in a folder of the test's own. */
function createEnvironment() {
  const folder = mkdtempSync(join(tmpdir(), 'prepare-cluster-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  return {
    folder,
    read: (name: string) => readFileSync(path(name), 'utf8'),
    env: {
      AUTH_MODE: 'session-memory',
      SESSION_SECRET_FILE: path('session-secret'),
      JWT_SECRET_FILE: path('jwt-secret'),
      CONTROL_PORT: '3001',
      CONTROL_TOKEN_FILE: path('control-token'),
      HOST_KEY_FILE: path('host-key'),
      POLICY_MAP: path('policies.map'),
      REDIS_PASSWORD_FILE: path('redis-password'),
      REDIS_CONFIG: path('redis.conf'),
    },
  };
}

it('makes four secrets of 32 random bytes that their owner alone can read', () => {
  const { folder, read, env } = createEnvironment();
  prepareCluster(env);
  const secrets = [read('session-secret'), read('jwt-secret'), read('control-token'), read('host-key')];
  expect(new Set(secrets).size).toBe(4);
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  for (const name of ['jwt-secret', 'control-token', 'host-key']) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});

it('makes the password of Redis, and its configuration, readable for one group', () => {
  const { folder, read, env } = createEnvironment();
  prepareCluster(env);
  const password = read('redis-password');
  expect(Buffer.from(password, 'base64url')).toHaveLength(32);
  expect(read('redis.conf')).toBe(`requirepass "${password}"\n`);
  for (const name of ['redis-password', 'redis.conf']) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o640);
  }
  prepareCluster(env);
  expect(read('redis-password')).toBe(password);
});

it.each(['sentinel', 'cluster'])(
  'with REDIS_TOPOLOGY=%s replicas log in as a user of their own',
  (REDIS_TOPOLOGY) => {
    const { read, env } = createEnvironment();
    prepareCluster({ ...env, REDIS_TOPOLOGY });
    const lines = [`requirepass "${read('redis-password')}"`, ...replicationLines(read('redis-password'))];
    expect(read('redis.conf')).toBe(`${lines.join('\n')}\n`);
  },
);

it('ends every hold, so that each part starts', () => {
  const { folder, env } = createEnvironment();
  const holds = join(folder, 'holds');
  mkdirSync(holds);
  writeFileSync(join(holds, 'api-2'), 'crash\n');
  prepareCluster({ ...env, HOLDS_DIR: holds });
  expect(readdirSync(holds)).toEqual([]);
});

it('makes secrets that are random in every bit', () =>
  expectRandomBits(256, () => {
    const { read, env } = createEnvironment();
    prepareCluster(env);
    return Buffer.from(read('control-token'), 'base64url');
  }));

it('keeps existing secrets, so that log-ins survive a restart', () => {
  const { read, env } = createEnvironment();
  prepareCluster(env);
  const secret = read('jwt-secret');
  prepareCluster(env);
  expect(read('jwt-secret')).toBe(secret);
});

it("writes nginx's map of the present catalogue", () => {
  const { folder, read, env } = createEnvironment();
  prepareCluster(env);
  prepareCluster(env);
  expect(read('policies.map')).toBe(renderPolicyMap(catalogue));
  expect(readdirSync(folder).sort()).toEqual([
    'control-token',
    'host-key',
    'jwt-secret',
    'policies.map',
    'redis-password',
    'redis.conf',
    'session-secret',
  ]);
});

it.each([
  [{ AUTH_MODE: 'paseto' }, /^AUTH_MODE is "paseto"; expected one of session-memory, /],
  [{ REDIS_TOPOLOGY: 'ring' }, /^REDIS_TOPOLOGY is "ring"; expected one of single, sentinel, cluster\.$/],
  [{ AUTH_MODE: '' }, /^AUTH_MODE is ""; expected one of session-memory, /],
  [{ SESSION_SECRET: '10 bytes!!' }, /^SESSION_SECRET has 10 bytes; it needs at least 32(?!.*10 bytes!!)/],
  [{ JWT_SECRET: '10 bytes!!' }, /^JWT_SECRET has 10 bytes; it needs at least 32(?!.*10 bytes!!)/],
  [{ CONTROL_TOKEN: '10 bytes!!' }, /^CONTROL_TOKEN has 10 bytes; it needs at least 32(?!.*10 bytes!!)/],
  [{ SESSION_TTL: '0' }, /^SESSION_TTL is "0"; expected a whole number/],
])('refuses %j', (wrong, message) => {
  const { env } = createEnvironment();
  const attempt = () => prepareCluster({ ...env, ...wrong });
  expect(attempt).toThrow(expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }));
});
