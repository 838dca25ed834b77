// The environment, parsed once: what may be said in it, and what each message names. Nothing here prints a secret.
import { isIP } from 'node:net';
import { faultOfSecret, findEqualSecrets, modeNames, secretExample } from '@scale-out-lab/core';
import { failure } from './process/failure.js';

export interface LauncherConfig {
  /** Where nginx listens: an address of this machine, or 0.0.0.0 for all of them. */
  readonly address: string;
  readonly port: number;
  /** Where nginx listens too, at the same address: the page with the hole has an origin of its own. */
  readonly storagePort: number;
  /** Names besides this machine's own by which a browser may reach the control room. */
  readonly labHosts: readonly string[];
  readonly instances: number;
  /** The mode that /api/login, /api/me, … are. */
  readonly authMode: string;
  /** Undefined: random ones are made at every start. */
  readonly sessionSecret: string | undefined;
  readonly jwtSecret: string | undefined;
  /** How wrong the clock of each instance is, in seconds. Undefined: none is. */
  readonly clockOffsets: readonly number[] | undefined;
  /** Whether Redis writes down what it is told (everysec), and knows it again after a crash. */
  readonly redisPersistence: boolean;
  /** What every instance gets as it is, and checks itself: SESSION_TTL, CSRF_PROTECTION, … and the system's. */
  readonly passedOn: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const ofTheSystem = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_OPTIONS'];
const lifetimes = ['SESSION_TTL', 'JWT_TTL', 'ACCESS_TTL', 'REFRESH_GRACE', 'REFRESH_TTL'];
const guessing = ['GUESS_LIMIT', 'GUESS_LIMIT_ADDRESS', 'GUESS_WINDOW'];
const passedOn = [...ofTheSystem, ...lifetimes, ...guessing, 'CSRF_PROTECTION', 'LOG_LEVEL'];

/**
 * What the environment asks for. A variable that is empty counts as not set.
 * @throws a failure (exit code 2) that names the variable, its value unless secret, and what is accepted
 */
export function parseLauncherConfig(env: Environment): LauncherConfig {
  const secrets = {
    SESSION_SECRET: parseSecret('SESSION_SECRET', env.SESSION_SECRET),
    JWT_SECRET: parseSecret('JWT_SECRET', env.JWT_SECRET),
  };
  const equal = findEqualSecrets(secrets);
  if (equal)
    throw failure(2, `${equal.join(' and ')} are the same; each needs one of its own, ${secretExample}.`);
  const instances = parseInteger('INSTANCES', env.INSTANCES || '3', 1, 9);
  const port = parsePort('LAB_PORT', env.LAB_PORT || '8080');
  return {
    address: parseAddress('LAB_ADDRESS', env.LAB_ADDRESS || '127.0.0.1'),
    labHosts: parseHosts('LAB_HOSTS', env.LAB_HOSTS || ''),
    port,
    storagePort: parseStoragePort('STORAGE_PORT', env.STORAGE_PORT, port),
    instances,
    authMode: parseMode('AUTH_MODE', env.AUTH_MODE || 'session-memory'),
    sessionSecret: secrets.SESSION_SECRET,
    jwtSecret: secrets.JWT_SECRET,
    clockOffsets: parseClockOffsets('CLOCK_OFFSETS', env.CLOCK_OFFSETS, instances),
    redisPersistence: parseYesOrNo('REDIS_APPENDONLY', env.REDIS_APPENDONLY || 'no'),
    passedOn: Object.fromEntries(passedOn.filter((name) => env[name]).map((name) => [name, env[name]])),
  };
}

function parseInteger(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= low && number <= high) return number;
  throw failure(2, `${name} is "${value}"; expected a whole number from ${low} to ${high}.`);
}

const parsePort = (name: string, value: string) => parseInteger(name, value, 1, 65_535);

/** The port after LAB_PORT, unless another is named. */
function parseStoragePort(name: string, value: string | undefined, labPort: number): number {
  if (!value && labPort === 65_535) {
    throw failure(
      2,
      `LAB_PORT is "65535", and no port comes after it; set ${name} too, such as ${name}=65534.`,
    );
  }
  const port = parsePort(name, value || String(labPort + 1));
  if (port !== labPort) return port;
  throw failure(2, `${name} is "${value}", as LAB_PORT is; expected another port.`);
}

/** An address, or `localhost`, which is 127.0.0.1. */
function parseAddress(name: string, value: string): string {
  if (isIP(value)) return value;
  if (value.toLowerCase() === 'localhost') return '127.0.0.1';
  const accepted = 'an address of this machine, localhost, or 0.0.0.0 for all addresses';
  throw failure(2, `${name} is "${value}"; expected ${accepted}.`);
}

/** As in "lab.example,192.168.0.7". Whoever names a scheme or a port is told, since no Host would ever be equal to it. */
function parseHosts(name: string, value: string): readonly string[] {
  const hosts = value.split(',').map((text) => text.trim());
  if (value === '') return [];
  if (hosts.every((host) => /^([\w-]+(\.[\w-]+)*|\[[\da-f:.]+\])$/i.test(host))) return hosts;
  const accepted = 'names or addresses without a port, such as lab.example,192.168.0.7,[2001:db8::7]';
  throw failure(2, `${name} is "${value}"; expected ${accepted}.`);
}

/** One for each instance, as in "0,30,-30". */
function parseClockOffsets(name: string, value: string | undefined, instances: number) {
  if (!value) return undefined;
  const texts = value.split(',').map((text) => text.trim());
  const areOffsets = texts.every((text) => /^-?\d+$/.test(text) && Math.abs(Number(text)) <= 3600);
  if (areOffsets && texts.length === instances) return texts.map(Number);
  const example = ['0', '30', '-30', ...Array(6).fill('0')].slice(0, instances).join(',');
  const accepted = `whole seconds from -3600 to 3600, one for each of ${instances} instances, such as "${example}"`;
  throw failure(2, `${name} is "${value}"; expected ${accepted}.`);
}

function parseMode(name: string, value: string): string {
  if (modeNames.includes(value)) return value;
  throw failure(2, `${name} is "${value}"; expected one of ${modeNames.join(', ')}.`);
}

function parseYesOrNo(name: string, value: string): boolean {
  if (value === 'yes' || value === 'no') return value === 'yes';
  throw failure(2, `${name} is "${value}"; expected yes or no.`);
}

function parseSecret(name: string, value: string | undefined): string | undefined {
  const fault = value ? faultOfSecret(value) : undefined;
  if (fault) throw failure(2, `${name} ${fault}, ${secretExample}. Unset, it is made at random.`);
  return value || undefined;
}
