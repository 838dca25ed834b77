// The configuration of a provider, parsed once from the environment.
import { hostname } from 'node:os';
import {
  acceptedRedisUrls,
  type Environment,
  environmentReader,
  isRedisUrl,
  labOrigins,
  type ProviderScale,
  providerIssuer,
  providerKeys,
  providerStates,
  type ReadFile,
  usesTls,
} from '@scale-out-lab/core';

export interface ProviderConfig {
  /** As in `X-Instance-Id`. */
  readonly instanceId: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The one name of the provider, as browsers reach it. Every URL in its answers starts with it. */
  readonly issuer: URL;
  /** Whether browsers reach the provider over TLS. Its cookies then have a prefix. */
  readonly isTls: boolean;
  /** Where browsers may open the lab, and so where a sign-in for its instances may end. */
  readonly labOrigins: readonly string[];
  /** The origin at which the provider reaches the instances, through the balancer. */
  readonly labUrl: string;
  /** Where sign-ins, codes and the provider's own sessions are kept. */
  readonly state: ProviderScale['state'];
  /** Read with `redis` only. */
  readonly redisUrl: string;
  readonly redisPassword: string | undefined;
  /** The folder of the keys that all providers share; undefined: this provider makes its own at each start. */
  readonly keysDir: string | undefined;
  /** The keys that it makes for itself all the same, to demonstrate the losses. */
  readonly keys: ProviderScale['keys'];
  readonly guessLimit: number;
  readonly guessLimitOfAddress: number;
  readonly guessWindowSeconds: number;
  readonly logLevel: string;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** @throws ExitError (exit code 2) that names the variable, its value unless it is secret, and the accepted values */
export function parseConfig(env: Environment, readFile: ReadFile): ProviderConfig {
  const read = environmentReader(env);
  const issuer = providerIssuer(env);
  const isId = /^[a-z0-9-]{1,63}$/;
  return {
    instanceId: read.text('INSTANCE_ID', hostname(), isId, 'a-z, 0-9 and hyphens, at most 63'),
    host: env.HOST || '127.0.0.1',
    port: read.integer('PORT', 3100, 0, 65_535),
    issuer,
    isTls: usesTls(env),
    labOrigins: labOrigins(env),
    labUrl: read.origin('LAB_URL', issuer.origin),
    state: read.oneOf('PROVIDER_STATE', 'memory', providerStates),
    redisUrl: read.text('REDIS_URL', 'redis://127.0.0.1:6379', isRedisUrl, acceptedRedisUrls),
    redisPassword:
      env.REDIS_PASSWORD || env.REDIS_PASSWORD_FILE ? read.secret('REDIS_PASSWORD', readFile) : undefined,
    keysDir: env.PROVIDER_KEYS_DIR || undefined,
    keys: read.oneOf('PROVIDER_KEYS', 'shared', providerKeys),
    guessLimit: read.integer('GUESS_LIMIT', 5, 1, 10_000),
    guessLimitOfAddress: read.integer('GUESS_LIMIT_ADDRESS', 100, 1, 1_000_000),
    guessWindowSeconds: read.integer('GUESS_WINDOW', 60, 1, 86_400),
    logLevel: read.oneOf('LOG_LEVEL', 'warn', logLevels),
  };
}
