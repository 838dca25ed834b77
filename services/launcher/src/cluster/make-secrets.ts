// The secrets of a cluster where a load test is to know them too: `forgery` signs with them what only the check of the
// claims can refuse. Elsewhere the cluster makes its own.
import { randomSecret } from '@scale-out-lab/core';
import type { LauncherConfig } from '../config.js';

type Secrets = Pick<LauncherConfig, 'sessionSecret' | 'jwtSecret'>;

/** Those of the environment; random ones where it has none. */
export function makeSecrets({ sessionSecret, jwtSecret }: Secrets): Secrets {
  return { sessionSecret: sessionSecret ?? randomSecret(), jwtSecret: jwtSecret ?? randomSecret() };
}
