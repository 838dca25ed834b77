// The configuration of the control room in a container, parsed once from the environment.
import { isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  acceptedRedisUrls,
  type Environment,
  environmentReader,
  isRedisUrl,
  missingError,
  type ReadFile,
  withScheme,
} from '@scale-out-lab/core';
import { isLoopback } from './own-hosts.js';

const builtPage = fileURLToPath(new URL('../../dashboard/dist/page', import.meta.url));

/**
 * The configuration in the environment. A variable that is empty counts as not set.
 * @throws ExitError (exit code 2) that names the variable, its value, and the accepted values
 */
export function parseConfig(env: Environment, readFile: ReadFile) {
  const read = environmentReader(env);
  const isUrl = (text: string) => isHttpUrl(withScheme(text, env));
  const labUrl = read.text('LAB_URL', '//nginx:8080', isUrl, 'an address such as http://nginx:8080');
  return {
    url: new URL(withScheme(labUrl, env)),
    /** With commas between them. */
    controlUrls: read.origins('CONTROL_URLS', 'http://api:3001'),
    /** Undefined: no fault of Redis can be injected. */
    redisUrl: env.REDIS_URL ? read.text('REDIS_URL', '', isRedisUrl, acceptedRedisUrls) : undefined,
    /** HOLDS_DIR of the instances, by which a part stays down; undefined: its supervisor restarts it in any case. */
    holdsDir: env.HOLDS_DIR || undefined,
    /** 0 lets the system choose. */
    port: read.integer('PORT', 4000, 0, 65_535),
    host: read.text('HOST', '127.0.0.1', /^[\w.:-]+$/, 'a name or an address'),
    /** Names, besides those of this machine, under which browsers reach the control room. */
    hosts: read.hostNames('LAB_HOSTS'),
    network: parseNetwork(env, readFile),
    /** The folder of the built page. */
    pages: env.PAGES || builtPage,
  };
}

/**
 * The room, if nginx listens at an address that other devices reach. A container cannot read the addresses of its
 * machine, so any IP address is a name of the lab.
 */
function parseNetwork(env: Environment, readFile: ReadFile) {
  const address = env.LAB_ADDRESS || '127.0.0.1';
  if (isLoopback(address)) return undefined;
  const read = environmentReader(env);
  const hostKey = read.foreignSecret('HOST_KEY', readFile);
  if (hostKey === undefined) {
    const sentence = "LAB_ADDRESS opens the lab to a network, which needs a host's key: set HOST_KEY_FILE.";
    throw missingError(sentence);
  }
  const isEvery = ['0.0.0.0', '::', '[::]'].includes(address);
  const hosts = [
    ...read.hostNames('LAB_HOSTS'),
    ...(isEvery ? [] : [isIPv6(address) ? `[${address}]` : address]),
  ];
  const port = read.integer('LAB_PORT', 8080, 1, 65_535);
  const urls = hosts.map((host) => withScheme(`//${host}:${port}`, env));
  return { hostKey, urls, acceptsAddresses: true };
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '';
}
