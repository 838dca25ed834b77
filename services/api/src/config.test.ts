import { ExitError } from '@scale-out-lab/core';
import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.js';
import { testSecrets } from './testing/build-test-app.js';

const CONTROL_TOKEN = 'a-token-of-at-least-thirty-two-bytes=';
const noFiles = (path: string): string => expect.fail(`read ${path}`);
const parse = (env: Record<string, string>, readSecretFile = noFiles) =>
  parseConfig({ ...testSecrets, INSTANCE_ID: 'api-1', ...env }, readSecretFile);

it('every setting has a default, except the secrets and the name', () => {
  expect(parse({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    sessionTtlSeconds: 1800,
    jwtTtlSeconds: 900,
  });
});

it('reads a secret from the file that *_FILE names, without its line end', () => {
  const secret = 'thirty-two bytes and a few more, in a file';
  const config = parse({ JWT_SECRET: '', JWT_SECRET_FILE: '/run/secrets/jwt' }, (path) => {
    expect(path).toBe('/run/secrets/jwt');
    return `${secret}\n`;
  });
  expect(config.jwtSecret).toBe(secret);
});

describe('a wrong value is named, with the accepted ones', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT is "abc"; expected a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT is "70000"; expected a whole number from 0 to 65535.'],
    [{ JWT_TTL: '-1' }, 'JWT_TTL is "-1"; expected a whole number from 1 to 86400.'],
    [{ GUESS_LIMIT: '0' }, 'GUESS_LIMIT is "0"; expected a whole number from 1 to 10000.'],
    [{ GUESS_WINDOW: '1.5' }, 'GUESS_WINDOW is "1.5"; expected a whole number from 1 to 86400.'],
    [{ INSTANCE_ID: 'API 1' }, 'INSTANCE_ID is "API 1"; expected a-z, 0-9 and hyphens, at most 63.'],
    [
      { REDIS_URL: 'localhost' },
      'REDIS_URL is "localhost"; expected redis://host:port, redis-sentinel://host:port,host:port/name or redis-cluster://host:port,host:port; or none.',
    ],
    [
      { PUBLIC_KEYS_URLS: 'http://api:3000/keys' },
      'PUBLIC_KEYS_URLS is "http://api:3000/keys"; expected addresses such as http://api:3001, with commas between them.',
    ],
    [
      { RESTORE_EPOCH: 'Monday 1' },
      'RESTORE_EPOCH is "Monday 1"; expected off, or a name such as 2026-11-29: a-z, 0-9 and hyphens, at most 32.',
    ],
    [{ METRICS: 'yes' }, 'METRICS is "yes"; expected off or on.'],
    [
      { METRICS: 'on' },
      'METRICS is "on", but there is no control port to show them; set CONTROL_PORT and CONTROL_TOKEN too.',
    ],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL is "loud"; expected one of silent, fatal, error, warn, info, debug, trace.',
    ],
  ])('%j', (env, message) => {
    expect(() => parse(env)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});

it('a short secret is named and never printed', () => {
  const secret = '10 bytes!!';
  const attempt = () => parse({ JWT_SECRET: secret });
  expect(attempt).toThrow(ExitError);
  expect(attempt).toThrow(/^JWT_SECRET has 10 bytes; it needs at least 32/);
  expect(attempt).not.toThrow(secret);
});

it.each(['SESSION_SECRET', 'JWT_SECRET', 'CONTROL_TOKEN'])(
  'a %s that anybody could guess is named and never printed',
  (name) => {
    const attempt = () => parse({ CONTROL_PORT: '0', CONTROL_TOKEN, [name]: 'hunter2-'.repeat(4) });
    expect(attempt).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(attempt).toThrow(
      new RegExp(`^${name} repeats itself after 8 characters; it must be random, for example`),
    );
    expect(attempt).not.toThrow(/hunter2/);
  },
);

it.each([
  ['SESSION_SECRET', 'JWT_SECRET'],
  ['SESSION_SECRET', 'CONTROL_TOKEN'],
  ['JWT_SECRET', 'CONTROL_TOKEN'],
])('%s and %s may not be the same', (one, other) => {
  const same = 'one-secret-for-two-purposes-is-known-to-both';
  const attempt = () => parse({ CONTROL_PORT: '0', CONTROL_TOKEN, [one]: same, [other]: same });
  expect(attempt).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(attempt).toThrow(`${one} and ${other} are the same; each needs one of its own`);
  expect(attempt).not.toThrow(same);
});

it('a password in a URL is not printed', () => {
  const attempt = () => parse({ REDIS_URL: 'valkey://lab:a-password@127.0.0.1:1' });
  expect(attempt).toThrow('REDIS_URL is "valkey://…@127.0.0.1:1"; expected redis://host:port');
});

it('an empty variable counts as not set', () => {
  expect(parse({ PORT: '', SESSION_TTL: '', REDIS_URL: '' })).toMatchObject({
    port: 3000,
    sessionTtlSeconds: 1800,
  });
});

it('a missing secret is named', () => {
  expect(() => parse({ SESSION_SECRET: '' })).toThrow(/^SESSION_SECRET is not set/);
});

describe('the control port', () => {
  it('there is a control port only if CONTROL_PORT is set', () => {
    expect(parse({}).control).toBeUndefined();
    expect(parse({ CONTROL_PORT: '', CONTROL_TOKEN }).control).toBeUndefined();
  });

  it('the control port listens on 127.0.0.1 by default', () => {
    const control = { port: 0, host: '127.0.0.1', token: CONTROL_TOKEN };
    expect(parse({ CONTROL_PORT: '0', CONTROL_TOKEN }).control).toEqual(control);
    const open = parse({ CONTROL_PORT: '3001', CONTROL_HOST: '0.0.0.0', CONTROL_TOKEN });
    expect(open.control).toMatchObject({ port: 3001, host: '0.0.0.0' });
  });

  it('the control token is read from CONTROL_TOKEN_FILE', () => {
    const config = parse({ CONTROL_PORT: '0', CONTROL_TOKEN_FILE: '/run/token' }, () => `${CONTROL_TOKEN}\n`);
    expect(config.control?.token).toBe(CONTROL_TOKEN);
  });

  it.each([
    [{ CONTROL_PORT: 'any' }, 'CONTROL_PORT is "any"; expected a whole number from 0 to 65535.'],
    [
      { CONTROL_TOKEN: '' },
      'CONTROL_TOKEN is not set; it needs at least 32, for example from: openssl rand -base64 32.',
    ],
    [
      { CONTROL_TOKEN: 'ten bytes!' },
      'CONTROL_TOKEN has 10 bytes; it needs at least 32, for example from: openssl rand -base64 32.',
    ],
    [
      { CONTROL_TOKEN: 'a token that is long enough, with spaces' },
      'CONTROL_TOKEN cannot be sent as a Bearer token; it may have letters, digits, - . _ ~ + / and = at its end, as from: openssl rand -base64 32.',
    ],
  ])('is refused with %j', (env, message) => {
    const attempt = () => parse({ CONTROL_PORT: '0', CONTROL_TOKEN, ...env });
    expect(attempt).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
