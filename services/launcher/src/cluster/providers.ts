// The OpenID providers: PROVIDERS identical processes behind one name. They share their keys unless PROVIDER_KEYS says otherwise.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LauncherConfig } from '../config.js';
import { urlOf } from '../process/port.js';
import { authorityFile } from './certificate.js';
import type { Part, PartContext } from './part.js';
import { startServer } from './part.js';

interface ProvidersOptions extends LauncherConfig {
  readonly redisUrl: string;
  readonly redisPasswordFile: string;
}

const main = fileURLToPath(new URL('../../../provider/dist/server/main.js', import.meta.url));

/** The settings from which an instance and a provider derive the names of the lab. @param lab with the port of nginx */
export function labNames(lab: LabAddress & Pick<LauncherConfig, 'labHosts'>) {
  const { address, port, labHosts, tlsFolder } = lab;
  const names = { LAB_ADDRESS: address, LAB_PORT: String(port), LAB_HOSTS: labHosts.join(',') };
  if (tlsFolder === undefined) return names;
  return { ...names, LAB_TLS: 'on', NODE_EXTRA_CA_CERTS: authorityFile(tlsFolder) };
}

type LabAddress = Pick<LauncherConfig, 'address' | 'port' | 'tlsFolder'>;

/** The URL of nginx, as this machine reaches it. */
export function labUrl({ address, port, tlsFolder }: LabAddress): string {
  return urlOf(address, port, tlsFolder === undefined ? 'http' : 'https');
}

/** @param options with the address, the port and the names of nginx, which are in the name of the provider */
export async function startProviders(options: ProvidersOptions, context: PartContext): Promise<Part[]> {
  const { providers, providerState, providerKeys, redisUrl, redisPasswordFile } = options;
  const environment = {
    ...options.forwardedEnv,
    ...options.tracingEnv,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    ...labNames(options),
    LAB_URL: labUrl(options),
    PROVIDER_STATE: providerState,
    PROVIDER_KEYS: providerKeys,
    PROVIDER_KEYS_DIR: join(context.folder, 'provider-keys'),
    REDIS_URL: redisUrl,
    REDIS_PASSWORD_FILE: redisPasswordFile,
  };
  const ids = Array.from({ length: providers }, (_, index) => `provider-${index + 1}`);
  const started = ids.map(async (id) => {
    const own = { ...environment, INSTANCE_ID: id };
    return (await startServer({ id, main, environment: own, ports: { port: 0 } }, context)).part;
  });
  return Promise.all(started);
}
