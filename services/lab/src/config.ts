// The environment of the control room in a container, parsed once: what it may say, and what each message names.
import { fileURLToPath } from 'node:url';
import { exitCodes, LoadtestFailure } from '@scale-out-lab/loadtest';

export interface Config {
  readonly url: URL;
  /** With commas between them. */
  readonly controlUrls: string;
  /** Undefined: nothing can be done to Redis. */
  readonly redisUrl: string | undefined;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Names, besides those of the machine itself, by which browsers come. */
  readonly hosts: readonly string[];
  /** The folder of the built page. */
  readonly pages: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const builtPage = fileURLToPath(new URL('../../dashboard/dist/page', import.meta.url));

/**
 * A variable that is empty counts as not set.
 * @throws LoadtestFailure (exit code 2) that names the variable, its value, and what is accepted
 */
export function parseConfig(env: Environment): Config {
  return {
    url: new URL(
      matching(
        'LAB_URL',
        env.LAB_URL || 'http://nginx:8080',
        isHttpUrl,
        'an address such as http://nginx:8080',
      ),
    ),
    controlUrls: matching(
      'CONTROL_URLS',
      env.CONTROL_URLS || 'http://api:3001',
      (text) => text.split(',').every((each) => isOrigin(each.trim())),
      'addresses such as http://api:3001, with commas between them',
    ),
    redisUrl: env.REDIS_URL
      ? matching('REDIS_URL', env.REDIS_URL, isRedisUrl, 'an address such as redis://redis:6379')
      : undefined,
    port: Number(matching('PORT', env.PORT || '4000', isPort, 'a whole number from 0 to 65535')),
    host: matching(
      'HOST',
      env.HOST || '127.0.0.1',
      (text) => /^[\w.:-]+$/.test(text),
      'a name or an address',
    ),
    hosts: parseHosts(env.LAB_HOSTS || ''),
    pages: env.PAGES || builtPage,
  };
}

function parseHosts(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const names = text.split(',').map((name) => name.trim());
  const accepted = 'names without a port, such as lab.example,192.0.2.7,[2001:db8::7]';
  matching('LAB_HOSTS', text, () => names.every(isHostName), accepted);
  return names;
}

/** Never shows a password. */
function matching(name: string, value: string, isGood: (text: string) => boolean, accepted: string): string {
  if (isGood(value)) return value;
  const shown = value.replaceAll(/\/\/[^,@]*@/g, '//…@');
  throw new LoadtestFailure(exitCodes.usage, `${name} is "${shown}"; expected ${accepted}.`);
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

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 65_535;
}

function isHostName(text: string): boolean {
  return /^([\w.-]+|\[[0-9a-f:.]+\])$/i.test(text);
}
