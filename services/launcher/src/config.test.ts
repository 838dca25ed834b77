import { describe, expect, it } from 'vitest';
import { parseLauncherConfig } from './config.js';

const longSecret = 'a secret of the tests, long enough';

it('has three instances behind port 8080, in session-memory, when nothing is set', () => {
  expect(parseLauncherConfig({})).toEqual({
    address: '127.0.0.1',
    labHosts: [],
    port: 8080,
    storagePort: 8081,
    instances: 3,
    providers: 1,
    providerState: 'memory',
    providerKeys: 'shared',
    authMode: 'session-memory',
    sessionSecret: undefined,
    jwtSecret: undefined,
    clockOffsets: undefined,
    redisPersistence: false,
    redisTopology: 'single',
    redisServer: 'redis-server',
    forwardedEnv: {},
    tracingEnv: {},
  });
});

it('takes an empty variable for one that is not set', () => {
  const env = {
    LAB_ADDRESS: '',
    LAB_PORT: '',
    STORAGE_PORT: '',
    LAB_HOSTS: '',
    INSTANCES: '',
    AUTH_MODE: '',
    SESSION_SECRET: '',
    JWT_TTL: '',
    CLOCK_OFFSETS: '',
  };
  expect(parseLauncherConfig(env)).toEqual(parseLauncherConfig({}));
});

it('reads the settings, and passes on to the instances only theirs', () => {
  const env = { LAB_PORT: '9090', INSTANCES: '5', AUTH_MODE: 'jwt-shared-key', JWT_SECRET: longSecret };
  expect(
    parseLauncherConfig({ ...env, PATH: '/bin', JWT_TTL: '60', REDIS_URL: 'redis://elsewhere' }),
  ).toEqual({
    ...parseLauncherConfig({}),
    ...{ port: 9090, storagePort: 9091, instances: 5, authMode: 'jwt-shared-key', jwtSecret: longSecret },
    forwardedEnv: { PATH: '/bin', JWT_TTL: '60' },
  });
});

it('passes the variables of OpenTelemetry on if it has an endpoint, and apart from those that nginx gets', () => {
  const headers = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer a-secret' };
  expect(parseLauncherConfig(headers)).toMatchObject({ forwardedEnv: {}, tracingEnv: {} });
  const env = { ...headers, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  expect(parseLauncherConfig(env)).toMatchObject({ forwardedEnv: {}, tracingEnv: env });
});

it.each([
  'SESSION_TTL',
  'JWT_TTL',
  'ACCESS_TTL',
  'REFRESH_GRACE',
  'REFRESH_TTL',
  'GUESS_LIMIT',
  'GUESS_LIMIT_ADDRESS',
  'GUESS_WINDOW',
  'CSRF_PROTECTION',
  'WEAK_SECRET',
  'METRICS',
  'LOG_LEVEL',
])('refuses a wrong %s as an instance does, before anything is started', (name) => {
  expect(() => parseLauncherConfig({ [name]: 'wrong' })).toThrow(`${name} is "wrong"; expected `);
});

it('refuses a lifetime below 1 s, and passes a good one on to the instances', () => {
  expect(() => parseLauncherConfig({ SESSION_TTL: '-1' })).toThrow('SESSION_TTL is "-1"; expected ');
  expect(parseLauncherConfig({ SESSION_TTL: '60' }).forwardedEnv).toEqual({ SESSION_TTL: '60' });
});

it.each([
  ['3', '0,30,-30', [0, 30, -30]],
  ['2', ' -3600, 3600 ', [-3600, 3600]],
  ['1', '15', [15]],
])('%s instances have clocks that are %s seconds wrong', (INSTANCES, CLOCK_OFFSETS, clockOffsets) => {
  expect(parseLauncherConfig({ INSTANCES, CLOCK_OFFSETS })).toMatchObject({ clockOffsets });
});

it.each([
  ['0.0.0.0', '0.0.0.0'],
  ['192.168.0.7', '192.168.0.7'],
  ['::1', '::1'],
  ['localhost', '127.0.0.1'],
  ['LOCALHOST', '127.0.0.1'],
])('LAB_ADDRESS=%s has nginx listen at %s', (LAB_ADDRESS, address) => {
  expect(parseLauncherConfig({ LAB_ADDRESS }).address).toBe(address);
});

it.each([
  [{}, 8081],
  [{ LAB_PORT: '9090' }, 9091],
  [{ LAB_PORT: '9090', STORAGE_PORT: '80' }, 80],
  [{ LAB_PORT: '65535', STORAGE_PORT: '65534' }, 65_534],
])('%j puts the page with the hole at port %i', (env, port) => {
  expect(parseLauncherConfig(env).storagePort).toBe(port);
});

it.each([
  ['192.168.0.7', ['192.168.0.7']],
  ['lab.example, [2001:db8::7]', ['lab.example', '[2001:db8::7]']],
])('LAB_HOSTS=%s are the hosts %j', (LAB_HOSTS, labHosts) => {
  expect(parseLauncherConfig({ LAB_HOSTS }).labHosts).toEqual(labHosts);
});

describe('a wrong value is named, with the accepted values', () => {
  const expectRefusal = (env: Record<string, string>, message: string) =>
    expect(() => parseLauncherConfig(env)).toThrow(expect.objectContaining({ message, exitCode: 2 }));

  it.each([
    ['LAB_PORT', 'abc', 'LAB_PORT is "abc"; expected a whole number from 1 to 65535.'],
    ['LAB_PORT', '0', 'LAB_PORT is "0"; expected a whole number from 1 to 65535.'],
    ['LAB_PORT', '70000', 'LAB_PORT is "70000"; expected a whole number from 1 to 65535.'],
    ['LAB_PORT', '80.5', 'LAB_PORT is "80.5"; expected a whole number from 1 to 65535.'],
    ['STORAGE_PORT', '0', 'STORAGE_PORT is "0"; expected a whole number from 1 to 65535.'],
    ['STORAGE_PORT', '65536', 'STORAGE_PORT is "65536"; expected a whole number from 1 to 65535.'],
    ['STORAGE_PORT', '8080', 'STORAGE_PORT is "8080", as LAB_PORT is; expected another port.'],
    [
      'LAB_PORT',
      '65535',
      'LAB_PORT is "65535", and no port comes after it; set STORAGE_PORT too, such as STORAGE_PORT=65534.',
    ],
    ['INSTANCES', '0', 'INSTANCES is "0"; expected a whole number from 1 to 9.'],
    ['INSTANCES', '-3', 'INSTANCES is "-3"; expected a whole number from 1 to 9.'],
  ])('%s=%s', (name, value, message) => {
    expectRefusal({ [name]: value }, message);
  });

  it.each([
    ['0,30', 'too few'],
    ['0,30,-30,0', 'too many'],
    ['0,3601,0', 'too far'],
    ['0,1.5,0', 'no whole number'],
    ['0,,0', 'none at all'],
    ['soon,0,0', 'no number'],
  ])('CLOCK_OFFSETS=%s: %s', (CLOCK_OFFSETS) => {
    const accepted = 'whole seconds from -3600 to 3600, one for each of 3 instances, such as "0,30,-30"';
    expectRefusal({ CLOCK_OFFSETS }, `CLOCK_OFFSETS is "${CLOCK_OFFSETS}"; expected ${accepted}.`);
  });

  it.each(['localhost.', 'lab.example', '0.0.0.0:8080', 'http://0.0.0.0', '256.0.0.1'])(
    'LAB_ADDRESS=%s',
    (LAB_ADDRESS) => {
      const accepted = 'an address of this machine, localhost, 0.0.0.0 for all IPv4 addresses, or :: for all';
      expectRefusal({ LAB_ADDRESS }, `LAB_ADDRESS is "${LAB_ADDRESS}"; expected ${accepted}.`);
    },
  );

  it.each(['http://lab.example', 'lab.example:8080', 'lab.example,', '*', '.example', '2001:db8::7'])(
    'LAB_HOSTS=%s',
    (LAB_HOSTS) => {
      const accepted = 'names or addresses without a port, such as lab.example,192.168.0.7,[2001:db8::7]';
      expectRefusal({ LAB_HOSTS }, `LAB_HOSTS is "${LAB_HOSTS}"; expected ${accepted}.`);
    },
  );

  it('AUTH_MODE=paseto', () => {
    expect(() => parseLauncherConfig({ AUTH_MODE: 'paseto' })).toThrow(
      /^AUTH_MODE is "paseto"; expected one of session-memory, /,
    );
  });
});

it.each(['SESSION_SECRET', 'JWT_SECRET'])('a short %s is refused, and not shown', (name) => {
  const parse = () => parseLauncherConfig({ [name]: 'hunter2' });
  expect(parse).toThrow(new RegExp(`^${name} has 7 bytes; it needs at least 32`));
  expect(parse).not.toThrow(/hunter2/);
});

it.each(['SESSION_SECRET', 'JWT_SECRET'])(
  'a %s that anybody could guess is refused, and not shown',
  (name) => {
    const parse = () => parseLauncherConfig({ [name]: 'hunter2-'.repeat(4) });
    expect(parse).toThrow(expect.objectContaining({ exitCode: 2 }));
    expect(parse).toThrow(
      new RegExp(`^${name} repeats itself after 8 characters; it must be random, for example`),
    );
    expect(parse).not.toThrow(/hunter2/);
  },
);

it('one secret for two purposes is refused', () => {
  const parse = () => parseLauncherConfig({ SESSION_SECRET: longSecret, JWT_SECRET: longSecret });
  expect(parse).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(parse).toThrow(/^SESSION_SECRET and JWT_SECRET are the same; each needs one of its own/);
});
