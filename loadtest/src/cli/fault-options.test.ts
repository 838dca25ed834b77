import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseFaults, readFaultSecrets, readRedisNodes, readToken } from './fault-options.js';

const secrets = { token: () => 'token' };

it('nothing can be broken where no control port is named', () => {
  expect(parseFaults({}, secrets)).toBeUndefined();
});

it('Redis can be broken only where it is named', () => {
  expect(parseFaults({ control: 'http://api:3001' }, secrets)?.redis).toBeUndefined();
  const both = { control: 'http://127.0.0.1:1, http://127.0.0.1:2', redis: 'redis://127.0.0.1:6379' };
  expect(parseFaults(both, secrets)?.redis).toBeDefined();
});

it.each([
  [{ redis: 'redis://127.0.0.1:6379' }, '--redis is for faults, which need --control too'],
  [{ control: '127.0.0.1:3001' }, '--control has "127.0.0.1:3001"; expected addresses such as'],
  [{ control: 'http://127.0.0.1:3001,' }, '--control has ""; expected addresses such as'],
  [
    { control: 'http://api:3001', redis: 'redis:6379' },
    '--redis is "redis:6379"; expected redis://host:port',
  ],
  [{ control: 'http://api:3001', redis: 'http://me:secret@redis' }, '--redis is "http://…@redis"; expected'],
])('%j is wrong usage', (values, sentence) => {
  expect(() => parseFaults(values, secrets)).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => parseFaults(values, secrets)).toThrow(sentence);
});

const sentinels = 'redis-sentinel://sentinel-1:26379/lab';
const nodes = 'redis-1=redis:6379,sentinel-1=sentinel-1:26379';

it.each([
  ['its nodes and a folder that holds them', sentinels, { HOLDS_DIR: '/holds' }, true, true],
  ['its nodes, which nothing holds', sentinels, {}, true, false],
  [
    'none of the nodes of another one',
    'redis-sentinel://elsewhere/lab',
    { HOLDS_DIR: '/holds' },
    false,
    false,
  ],
])('a Redis has %s', (_what, redis, env, areKnown, failsOver) => {
  const known = readRedisNodes({ REDIS_URL: sentinels, REDIS_NODES: nodes, ...env });
  const faults = parseFaults({ control: 'http://api:3001', redis }, secrets, known)?.redis;
  expect(faults?.nodes?.ids).toEqual(areKnown ? ['redis-1', 'sentinel-1'] : undefined);
  expect(faults?.failOver !== undefined).toBe(failsOver);
});

it('one server has no nodes', () => {
  const one = { redis: 'redis://redis:6379', control: 'http://api:3001' };
  expect(readRedisNodes({ REDIS_URL: one.redis, REDIS_NODES: '' })).toBeUndefined();
  const known = readRedisNodes({ REDIS_URL: one.redis, REDIS_NODES: nodes, HOLDS_DIR: '/holds' });
  expect(parseFaults(one, secrets, known)?.redis).toMatchObject({ nodes: undefined, failOver: undefined });
});

it.each(['redis:6379', 'redis-1=redis', 'redis-1=redis:6379,', '../x=redis:6379'])(
  'REDIS_NODES must not be "%s"',
  (text) => {
    const reading = () => readRedisNodes({ REDIS_NODES: text });
    expect(reading).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(reading).toThrow(/^REDIS_NODES is ".*"; expected nodes such as redis-1=redis:6379/);
  },
);

function writeToken(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'token'), text);
  return join(folder, 'token');
}

it('the token comes from the variable itself, or else from the file', () => {
  const file = writeToken('from the file\n');
  expect(readToken({ CONTROL_TOKEN: 'itself', CONTROL_TOKEN_FILE: file })).toBe('itself');
  expect(readToken({ CONTROL_TOKEN: '', CONTROL_TOKEN_FILE: file })).toBe('from the file');
});

it.each([
  [{}, 'set CONTROL_TOKEN, or CONTROL_TOKEN_FILE to its file'],
  [{ CONTROL_TOKEN_FILE: '/no/such' }, 'CONTROL_TOKEN_FILE is "/no/such", which cannot be read (ENOENT)'],
])('with %j the error names the missing setting', (env, sentence) => {
  expect(() => readToken(env)).toThrow(expect.objectContaining({ exitCode: 3 }));
  expect(() => readToken(env)).toThrow(sentence);
});

it('an empty file is no token', () => {
  expect(() => readToken({ CONTROL_TOKEN_FILE: writeToken('\n') })).toThrow('is empty');
});

it('the password of Redis comes from the same places, and is optional', () => {
  const file = writeToken('from the file\n');
  expect(readFaultSecrets({}).redisPassword).toBeUndefined();
  expect(readFaultSecrets({ REDIS_PASSWORD: 'itself' }).redisPassword).toBe('itself');
  expect(readFaultSecrets({ REDIS_PASSWORD_FILE: file }).redisPassword).toBe('from the file');
  expect(() => readFaultSecrets({ REDIS_PASSWORD_FILE: '/no/such' })).toThrow(
    'REDIS_PASSWORD_FILE is "/no/such"',
  );
});
