// The configuration of the control room in a container, parsed once from the environment.
import { fileURLToPath } from 'node:url';
import { type Environment, environmentReader } from '@scale-out-lab/core';

const builtPage = fileURLToPath(new URL('../../dashboard/dist/page', import.meta.url));

/**
 * The configuration in the environment. A variable that is empty counts as not set.
 * @throws ExitError (exit code 2) that names the variable, its value, and what is accepted
 */
export function parseConfig(env: Environment) {
  const read = environmentReader(env);
  const areOrigins = (text: string) => text.split(',').every((each) => isOrigin(each.trim()));
  return {
    url: new URL(
      read.text('LAB_URL', 'http://nginx:8080', isHttpUrl, 'an address such as http://nginx:8080'),
    ),
    /** With commas between them. */
    controlUrls: read.text(
      'CONTROL_URLS',
      'http://api:3001',
      areOrigins,
      'addresses such as http://api:3001, with commas between them',
    ),
    /** Undefined: no fault of Redis can be injected. */
    redisUrl: env.REDIS_URL
      ? read.text('REDIS_URL', '', isRedisUrl, 'an address such as redis://redis:6379')
      : undefined,
    /** HOLDS_DIR of the instances, by which a part stays down; undefined: its supervisor restarts it in any case. */
    holdsDir: env.HOLDS_DIR || undefined,
    /** 0 lets the system choose. */
    port: read.integer('PORT', 4000, 0, 65_535),
    host: read.text('HOST', '127.0.0.1', /^[\w.:-]+$/, 'a name or an address'),
    /** Names, besides those of this machine, under which browsers reach the control room. */
    hosts: read.hostNames('LAB_HOSTS'),
    /** The folder of the built page. */
    pages: env.PAGES || builtPage,
  };
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '';
}

function isOrigin(text: string): boolean {
  return isHttpUrl(text) && new URL(text).protocol === 'http:' && new URL(text).pathname === '/';
}

function isRedisUrl(text: string): boolean {
  return /^rediss?:\/\/\S+$/.test(text) && URL.canParse(text);
}
