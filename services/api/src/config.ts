// The configuration of an instance, parsed once from the environment.
import { hostname } from 'node:os';
import {
  acceptedRedisUrls,
  assertDifferentSecrets,
  defaultGraceSeconds,
  type Environment,
  environmentReader,
  isRedisUrl,
  labOrigins,
  providerIssuer,
  type ReadFile,
  usageError,
  usesTls,
} from '@scale-out-lab/core';
import { epochForm } from './restore-epoch.js';

export type Config = Readonly<ReturnType<typeof parseConfig>>;

/** In place of the URL of Redis: the modes that need it answer with 503. */
export const withoutRedis = 'none';

const noEpoch = 'off';

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/**
 * The configuration in the environment.
 * @throws ExitError (exit code 2) that names the variable, its value unless it is secret, and the accepted values.
 */
export function parseConfig(env: Environment, readFile: ReadFile) {
  const read = environmentReader(env);
  const secret = (name: string) => read.secret(name, readFile);
  const [sessionSecret, jwtSecret] = [secret('SESSION_SECRET'), secret('JWT_SECRET')];
  const token = env.CONTROL_PORT ? assertSendable('CONTROL_TOKEN', secret('CONTROL_TOKEN')) : undefined;
  assertDifferentSecrets({ SESSION_SECRET: sessionSecret, JWT_SECRET: jwtSecret, CONTROL_TOKEN: token });
  return {
    instanceId: read.text('INSTANCE_ID', hostname(), /^[a-z0-9-]{1,63}$/, 'a-z, 0-9 and hyphens, at most 63'),
    host: env.HOST || '127.0.0.1',
    /** 0 lets the system choose. */
    port: read.integer('PORT', 3000, 0, 65_535),
    redisUrl: read.text(
      'REDIS_URL',
      'redis://127.0.0.1:6379',
      (url) => url === withoutRedis || isRedisUrl(url),
      `${acceptedRedisUrls}; or ${withoutRedis}`,
    ),
    /** Undefined if Redis needs none, or the URL holds it. */
    redisPassword: env.REDIS_PASSWORD || env.REDIS_PASSWORD_FILE ? secret('REDIS_PASSWORD') : undefined,
    /** Signs session cookies on all instances, as `jwtSecret` signs tokens. At least 32 bytes each. */
    sessionSecret,
    jwtSecret,
    /** The folder in which all instances publish their public keys; undefined: an instance trusts only its own. */
    publicKeysDir: env.PUBLIC_KEYS_DIR || undefined,
    /** In place of a folder: the origins at which instances on several machines read each other's public keys. */
    publicKeysUrls: env.PUBLIC_KEYS_URLS ? read.origins('PUBLIC_KEYS_URLS') : undefined,
    /** The folder with a file for each part that the control room holds down; undefined: it holds none. */
    holdsDir: env.HOLDS_DIR || undefined,
    provider: parseProvider(env),
    sessionTtlSeconds: read.integer('SESSION_TTL', 1800, 1, 86_400),
    jwtTtlSeconds: read.integer('JWT_TTL', 900, 1, 86_400),
    /** The lifetime of access tokens in modes with refresh tokens. */
    accessTtlSeconds: read.integer('ACCESS_TTL', 5, 1, 86_400),
    /** The lifetime of a family of refresh tokens, which a refresh does not extend. */
    refreshTtlSeconds: read.integer('REFRESH_TTL', 1800, 1, 2_592_000),
    /** How long a spent refresh token returns its successor again; 0: not at all. */
    refreshGraceSeconds: read.integer('REFRESH_GRACE', defaultGraceSeconds, 0, 60),
    /** A name for the time since Redis was last restored from a backup; empty: none. */
    restoreEpoch: parseEpoch(env),
    /** Wrong guesses at one user's password in a window. After these, log-ins of the user are refused. */
    guessLimit: read.integer('GUESS_LIMIT', 5, 1, 10_000),
    /** The same for one client address. */
    guessLimitOfAddress: read.integer('GUESS_LIMIT_ADDRESS', 100, 1, 1_000_000),
    guessWindowSeconds: read.integer('GUESS_WINDOW', 60, 1, 86_400),
    /** Whether the instance also serves the mode with a weak secret. */
    servesWeakSecret: read.oneOf('WEAK_SECRET', 'off', ['on', 'off']) === 'on',
    /** Whether browsers reach the balancer over TLS. Cookies then have the prefix `__Host-`. */
    isTls: usesTls(env),
    /** False to demonstrate attacks by a page of another site. */
    isCsrfProtected: read.oneOf('CSRF_PROTECTION', 'on', ['on', 'off']) === 'on',
    /** How far this instance's clock is ahead, or below 0 behind. */
    clockOffsetSeconds: read.integer('CLOCK_OFFSET', 0, -3600, 3600),
    /** Whether the control port answers /metrics. */
    hasMetrics: parseMetrics(env),
    logLevel: read.oneOf('LOG_LEVEL', 'warn', logLevels),
    /** The second, internal port; every request to it needs the token. Undefined: no such port. */
    control: token
      ? {
          port: read.integer('CONTROL_PORT', 0, 0, 65_535),
          host: env.CONTROL_HOST || '127.0.0.1',
          token,
        }
      : undefined,
  };
}

export interface ProviderAddress {
  /** The name of the OpenID provider, which browsers and its tokens use. */
  readonly issuer: URL;
  /** Where this instance reaches it: the same path at another address. */
  readonly url: URL;
  /** Where browsers may open the lab; the first one is in the issuer. */
  readonly labOrigins: readonly string[];
}

/** PROVIDER_URL is an origin, such as http://nginx:8080; unset, the instance uses the name that browsers use. */
function parseProvider(env: Environment): ProviderAddress {
  const issuer = providerIssuer(env);
  const origin = environmentReader(env).origin('PROVIDER_URL', issuer.origin);
  return { issuer, url: new URL(issuer.pathname, origin), labOrigins: labOrigins(env) };
}

/** The same on all instances. A new name ends everything older that modes keep in Redis. */
function parseEpoch(env: Environment): string {
  const accepted = 'off, or a name such as 2026-11-29: a-z, 0-9 and hyphens, at most 32';
  const epoch = environmentReader(env).text('RESTORE_EPOCH', noEpoch, epochForm, accepted);
  return epoch === noEpoch ? '' : epoch;
}

/** Figures need a control port, because they are not public. */
function parseMetrics(env: Environment): boolean {
  const isOn = environmentReader(env).oneOf('METRICS', 'off', ['off', 'on']) === 'on';
  if (!isOn || env.CONTROL_PORT) return isOn;
  const remedy = 'set CONTROL_PORT and CONTROL_TOKEN too';
  throw usageError(`METRICS is "on", but there is no control port to show them; ${remedy}.`);
}

/** A secret that can be sent as a Bearer token (RFC 6750 §2.1). The message never shows it. */
function assertSendable(name: string, secret: string): string {
  if (/^[\w.~+/-]+=*$/.test(secret)) return secret;
  const remedy =
    'it may have letters, digits, - . _ ~ + / and = at its end, as from: openssl rand -base64 32';
  throw usageError(`${name} cannot be sent as a Bearer token; ${remedy}.`);
}
