// The configuration of a cluster, parsed once from the environment. No message prints a secret.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig as parseInstanceConfig } from '@scale-out-lab/api/config';
import {
  assertDifferentSecrets,
  type Environment,
  environmentReader,
  faultOfSecret,
  modeNames,
  mostInstances,
  providerKeys,
  providerStates,
  randomSecret,
  redisTopologies,
  secretExample,
  usageError,
  usesTls,
  wrongValue,
} from '@scale-out-lab/core';

export type LauncherConfig = Readonly<ReturnType<typeof parseLauncherConfig>>;

const usualTlsFolder = fileURLToPath(new URL('../../../.tls', import.meta.url));
const ofTheSystem = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_DEBUG'];
const lifetimes = ['SESSION_TTL', 'JWT_TTL', 'ACCESS_TTL', 'REFRESH_GRACE', 'REFRESH_TTL'];
const guessing = ['GUESS_LIMIT', 'GUESS_LIMIT_ADDRESS', 'GUESS_WINDOW'];
const forwardedNames = [
  ...ofTheSystem,
  ...lifetimes,
  ...guessing,
  'RESTORE_EPOCH',
  'CSRF_PROTECTION',
  'WEAK_SECRET',
  'METRICS',
  'LOG_LEVEL',
];

/**
 * The configuration in the environment. A variable that is empty counts as not set.
 * @throws ExitError (exit code 2) that names the variable, its value unless it is secret, and the accepted values
 */
export function parseLauncherConfig(env: Environment) {
  const read = environmentReader(env);
  const secrets = {
    SESSION_SECRET: parseSecret('SESSION_SECRET', env.SESSION_SECRET),
    JWT_SECRET: parseSecret('JWT_SECRET', env.JWT_SECRET),
  };
  assertDifferentSecrets(secrets);
  const instances = read.integer('INSTANCES', 3, 1, mostInstances);
  const port = read.integer('LAB_PORT', 8080, 1, 65_535);
  return {
    /** Where nginx listens: an address of this machine, 0.0.0.0 for all of IPv4, or :: for all. */
    address: parseAddress('LAB_ADDRESS', env.LAB_ADDRESS || '127.0.0.1'),
    /** Undefined: nginx serves plain HTTP. */
    tlsFolder: tlsFolderOf(env),
    /** Names besides this machine's own by which a browser may reach the control room. */
    labHosts: read.hostNames('LAB_HOSTS'),
    port,
    /** At the same address: the deliberately vulnerable page has its own origin. */
    storagePort: parseStoragePort(env, port),
    instances,
    /** The number of OpenID providers behind nginx. */
    providers: read.integer('PROVIDERS', 1, 1, 9),
    /** Where the providers keep sign-ins under way: each in its memory, or all in Redis. */
    providerState: read.oneOf('PROVIDER_STATE', 'memory', providerStates),
    /** Which keys each provider makes for itself: none, unless to demonstrate the losses. */
    providerKeys: read.oneOf('PROVIDER_KEYS', 'shared', providerKeys),
    /** The mode that /api/login, /api/me, … are. */
    authMode: read.oneOf('AUTH_MODE', 'session-memory', modeNames),
    /** Undefined: random ones are made at every start. */
    sessionSecret: secrets.SESSION_SECRET,
    jwtSecret: secrets.JWT_SECRET,
    /** How wrong the clock of each instance is, in seconds. Undefined: none is. */
    clockOffsets: parseClockOffsets('CLOCK_OFFSETS', env.CLOCK_OFFSETS, instances),
    /** One server, a primary with replicas and sentinels, or a Redis Cluster. */
    redisTopology: read.oneOf('REDIS_TOPOLOGY', 'single', redisTopologies),
    /** The program of each node: Redis, or a server with its commands such as Valkey. */
    redisServer: read.text('REDIS_SERVER', 'redis-server', /^[\w./-]+$/, 'a program such as valkey-server'),
    /** Whether Redis writes an append-only file (everysec), and reads it after a crash. */
    redisPersistence: read.oneOf('REDIS_APPENDONLY', 'no', ['yes', 'no']) === 'yes',
    /** Passed on to every instance: SESSION_TTL, CSRF_PROTECTION, … and the system's variables. */
    forwardedEnv: parseForwarded(env),
    /** Of every instance and provider: with OTEL_EXPORTER_OTLP_ENDPOINT, all variables of OpenTelemetry; otherwise none. */
    tracingEnv: parseTracing(env),
  };
}

/** The folder with nginx's certificate: LAB_TLS_DIR, or `.tls` in this checkout. Undefined where LAB_TLS is off. */
export function tlsFolderOf(env: Environment): string | undefined {
  const folder = resolve(env.LAB_TLS_DIR || usualTlsFolder);
  return usesTls(env) ? folder : undefined;
}

/** Checked as an instance does, before anything is started. */
function parseForwarded(env: Environment): Environment {
  const forwarded = Object.fromEntries(
    forwardedNames.filter((name) => env[name]).map((name) => [name, env[name]]),
  );
  const secrets = { SESSION_SECRET: randomSecret(), JWT_SECRET: randomSecret() };
  const control = { CONTROL_PORT: '0', CONTROL_TOKEN: randomSecret() };
  parseInstanceConfig({ ...forwarded, ...secrets, ...control }, () => '');
  return forwarded;
}

/** The endpoint is checked where it is used: by the file that sends spans. Its headers may hold a secret, so nginx does not get them. */
function parseTracing(env: Environment): Environment {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return {};
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('OTEL_')));
}

/** The port after LAB_PORT, unless STORAGE_PORT names another. */
function parseStoragePort(env: Environment, labPort: number): number {
  if (!env.STORAGE_PORT && labPort === 65_535) {
    const remedy = 'set STORAGE_PORT too, such as STORAGE_PORT=65534';
    throw usageError(`LAB_PORT is "65535", and no port comes after it; ${remedy}.`);
  }
  const port = environmentReader(env).integer('STORAGE_PORT', labPort + 1, 1, 65_535);
  if (port !== labPort) return port;
  throw usageError(`STORAGE_PORT is "${port}", as LAB_PORT is; expected another port.`);
}

/** An address, or `localhost`, which is 127.0.0.1. */
export function parseAddress(name: string, value: string): string {
  if (isIP(value)) return value;
  if (value.toLowerCase() === 'localhost') return '127.0.0.1';
  throw wrongValue(
    name,
    value,
    'an address of this machine, localhost, 0.0.0.0 for all IPv4 addresses, or :: for all',
  );
}

/** One for each instance, as in "0,30,-30". */
function parseClockOffsets(name: string, value: string | undefined, instances: number) {
  if (!value) return undefined;
  const texts = value.split(',').map((text) => text.trim());
  const areOffsets = texts.every((text) => /^-?\d+$/.test(text) && Math.abs(Number(text)) <= 3600);
  if (areOffsets && texts.length === instances) return texts.map(Number);
  const example = ['0', '30', '-30', ...Array(6).fill('0')].slice(0, instances).join(',');
  const accepted = `whole seconds from -3600 to 3600, one for each of ${instances} instances, such as "${example}"`;
  throw wrongValue(name, value, accepted);
}

function parseSecret(name: string, value: string | undefined): string | undefined {
  const fault = value ? faultOfSecret(value) : undefined;
  if (fault) throw usageError(`${name} ${fault}, ${secretExample}. Unset, it is made at random.`);
  return value || undefined;
}
