// The environment, parsed once: what it may say, what each message names, and nothing that prints a secret.
import { hostname } from 'node:os';
import { defaultGraceSeconds } from '@scale-out-lab/core';
import {
  assertDifferent,
  type Environment,
  integer,
  matching,
  type ReadFile,
  secretFrom,
  sendable,
} from './variables.js';

export interface Config {
  readonly instanceId: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly redisUrl: string;
  /** Undefined where Redis wants none, or the URL holds it. */
  readonly redisPassword: string | undefined;
  /** Signs session cookies on all instances. At least 32 bytes. */
  readonly sessionSecret: string;
  /** Signs tokens on all instances. At least 32 bytes. */
  readonly jwtSecret: string;
  /** The folder in which all instances publish their public keys; without it an instance knows its own alone. */
  readonly publicKeysDir: string | undefined;
  readonly sessionTtlSeconds: number;
  readonly jwtTtlSeconds: number;
  /** How long the access tokens live that a refresh token renews. */
  readonly accessTtlSeconds: number;
  /** How long a family of refresh tokens lives, however often it is used. */
  readonly refreshTtlSeconds: number;
  /** How long a spent refresh token gives its descendant again; 0: not at all. */
  readonly refreshGraceSeconds: number;
  /** How often the password of one user may be guessed wrong in a window; then log-ins of this user are refused. */
  readonly guessLimit: number;
  /** The same for all guesses from one address. */
  readonly guessLimitOfAddress: number;
  readonly guessWindowSeconds: number;
  /** Off to show what a page of another site can then do. */
  readonly isCsrfProtected: boolean;
  /** How wrong this instance's clock is to be. */
  readonly clockOffsetSeconds: number;
  readonly logLevel: string;
  /** The second, internal port; undefined: there is none. */
  readonly control: ControlConfig | undefined;
}

export interface ControlConfig {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Whoever has it may break this instance. At least 32 bytes. */
  readonly token: string;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/**
 * The configuration that the environment states.
 * @throws StartError (exit code 2) that names the variable, its value unless secret, and what is accepted.
 */
export function parseConfig(env: Environment, readFile: ReadFile): Config {
  const secret = (name: string) => secretFrom(name, env, readFile);
  const [sessionSecret, jwtSecret] = [secret('SESSION_SECRET'), secret('JWT_SECRET')];
  const token = env.CONTROL_PORT ? sendable('CONTROL_TOKEN', secret('CONTROL_TOKEN')) : undefined;
  assertDifferent({ SESSION_SECRET: sessionSecret, JWT_SECRET: jwtSecret, CONTROL_TOKEN: token });
  return {
    instanceId: matching(
      'INSTANCE_ID',
      env.INSTANCE_ID || hostname(),
      /^[a-z0-9-]{1,63}$/,
      'a-z, 0-9 and hyphens, at most 63',
    ),
    host: env.HOST || '127.0.0.1',
    port: integer('PORT', env.PORT || '3000', 0, 65_535),
    redisUrl: matching(
      'REDIS_URL',
      env.REDIS_URL || 'redis://127.0.0.1:6379',
      /^(rediss?|unix):\/\/\S+$/,
      'redis://host:port',
    ),
    redisPassword: env.REDIS_PASSWORD || env.REDIS_PASSWORD_FILE ? secret('REDIS_PASSWORD') : undefined,
    sessionSecret,
    jwtSecret,
    publicKeysDir: env.PUBLIC_KEYS_DIR || undefined,
    sessionTtlSeconds: integer('SESSION_TTL', env.SESSION_TTL || '1800', 1, 86_400),
    jwtTtlSeconds: integer('JWT_TTL', env.JWT_TTL || '900', 1, 86_400),
    accessTtlSeconds: integer('ACCESS_TTL', env.ACCESS_TTL || '5', 1, 86_400),
    refreshTtlSeconds: integer('REFRESH_TTL', env.REFRESH_TTL || '1800', 1, 2_592_000),
    refreshGraceSeconds: integer('REFRESH_GRACE', env.REFRESH_GRACE || `${defaultGraceSeconds}`, 0, 60),
    guessLimit: integer('GUESS_LIMIT', env.GUESS_LIMIT || '5', 1, 10_000),
    guessLimitOfAddress: integer('GUESS_LIMIT_ADDRESS', env.GUESS_LIMIT_ADDRESS || '100', 1, 1_000_000),
    guessWindowSeconds: integer('GUESS_WINDOW', env.GUESS_WINDOW || '60', 1, 86_400),
    isCsrfProtected:
      matching('CSRF_PROTECTION', env.CSRF_PROTECTION || 'on', /^(on|off)$/, 'on or off') === 'on',
    clockOffsetSeconds: integer('CLOCK_OFFSET', env.CLOCK_OFFSET || '0', -3600, 3600),
    logLevel: matching(
      'LOG_LEVEL',
      env.LOG_LEVEL || 'warn',
      new RegExp(`^(${logLevels.join('|')})$`),
      `one of ${logLevels.join(', ')}`,
    ),
    control: token
      ? {
          port: integer('CONTROL_PORT', env.CONTROL_PORT ?? '', 0, 65_535),
          host: env.CONTROL_HOST || '127.0.0.1',
          token,
        }
      : undefined,
  };
}
