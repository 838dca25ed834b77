// The environment, parsed once: what may be said in it, and what each message names. Nothing here prints a secret.
import { modeNames } from '@scale-out-lab/modes';
import { failure } from './process/failure.js';

export interface LauncherConfig {
  /** Where nginx listens on 127.0.0.1. */
  readonly port: number;
  readonly instances: number;
  /** The mode that /api/login, /api/me, … are. */
  readonly authMode: string;
  /** Undefined: random ones are made at every start. */
  readonly sessionSecret: string | undefined;
  readonly jwtSecret: string | undefined;
  /** What every instance gets as it is, and checks itself: SESSION_TTL, JWT_TTL, LOG_LEVEL and the system's. */
  readonly passedOn: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const secretBytes = 32;
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_OPTIONS', 'SESSION_TTL', 'JWT_TTL', 'LOG_LEVEL'];

/**
 * What the environment asks for. A variable that is empty counts as not set.
 * @throws a failure (exit code 2) that names the variable, its value unless secret, and what is accepted
 */
export function parseLauncherConfig(env: Environment): LauncherConfig {
  return {
    port: parseInteger('LAB_PORT', env.LAB_PORT || '8080', 1, 65_535),
    instances: parseInteger('INSTANCES', env.INSTANCES || '3', 1, 9),
    authMode: parseMode('AUTH_MODE', env.AUTH_MODE || 'session-memory'),
    sessionSecret: parseSecret('SESSION_SECRET', env.SESSION_SECRET),
    jwtSecret: parseSecret('JWT_SECRET', env.JWT_SECRET),
    passedOn: Object.fromEntries(passedOn.filter((name) => env[name]).map((name) => [name, env[name]])),
  };
}

function parseInteger(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= low && number <= high) return number;
  throw failure(2, `${name} is "${value}"; expected a whole number from ${low} to ${high}.`);
}

function parseMode(name: string, value: string): string {
  if (modeNames.includes(value)) return value;
  throw failure(2, `${name} is "${value}"; expected one of ${modeNames.join(', ')}.`);
}

function parseSecret(name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  const length = Buffer.byteLength(value);
  if (length >= secretBytes) return value;
  const remedy = `expected at least ${secretBytes}, for example from: openssl rand -base64 32. Unset, it is made at random.`;
  throw failure(2, `${name} has ${length} bytes; ${remedy}`);
}
