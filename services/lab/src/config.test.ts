import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.js';

const parse = (env: Record<string, string>) => parseConfig(env, (path) => `key in ${path}\n`);

it('the defaults are the addresses in a container', () => {
  const config = parse({ LAB_HOSTS: '', REDIS_URL: '' });
  expect(config).toMatchObject({ port: 4000, host: '127.0.0.1', hosts: [], redisUrl: undefined });
  expect([config.url.href, config.controlUrls]).toEqual(['http://nginx:8080/', 'http://api:3001']);
  expect(config.pages).toMatch(/dashboard\/dist\/page$/);
});

it('every variable is read', () => {
  const config = parse({
    LAB_HOSTS: 'lab.example, 192.0.2.7,[2001:db8::7]',
    CONTROL_URLS: 'http://a:1, http://b:2',
    PORT: '0',
    HOST: '0.0.0.0',
    PAGES: 'pages',
  });
  expect(config.hosts).toEqual(['lab.example', '192.0.2.7', '[2001:db8::7]']);
  expect(config).toMatchObject({ port: 0, host: '0.0.0.0', pages: 'pages' });
});

it.each([
  ['LAB_URL', 'nginx:8080', 'expected an address such as http://nginx:8080'],
  ['LAB_URL', 'http://me:secret@nginx', 'LAB_URL is "http://…@nginx"'],
  ['CONTROL_URLS', 'http://api:3001,', 'expected addresses such as http://api:3001'],
  ['CONTROL_URLS', 'http://api:3001/control', 'expected addresses such as'],
  ['REDIS_URL', 'http://me:secret@redis', 'REDIS_URL is "http://…@redis"; expected redis://host:port'],
  ['PORT', '65536', 'expected a whole number from 0 to 65535'],
  ['HOST', 'a b', 'expected a name or an address'],
  ['LAB_HOSTS', 'lab.example:8080', 'expected names or addresses without a port'],
  ['LAB_HOSTS', 'lab.example,', 'expected names or addresses without a port'],
])('%s must not be "%s"', (name, value, sentence) => {
  expect(() => parse({ [name]: value })).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => parse({ [name]: value })).toThrow(sentence);
});

describe('LAB_ADDRESS', () => {
  it.each(['', '127.0.0.1', '::1'])(
    '"%s" leaves the lab to this machine, and needs no key',
    (LAB_ADDRESS) => {
      expect(parse({ LAB_ADDRESS }).network).toBeUndefined();
    },
  );

  it.each([
    ['0.0.0.0', '', []],
    ['0.0.0.0', 'lab.example', ['http://lab.example:9090']],
    ['10.9.8.7', '', ['http://10.9.8.7:9090']],
    ['2001:db8::7', '', ['http://[2001:db8::7]:9090']],
  ])('%s with LAB_HOSTS=%s opens it to a network, where pages are at %j', (LAB_ADDRESS, LAB_HOSTS, urls) => {
    const env = { LAB_ADDRESS, LAB_HOSTS, LAB_PORT: '9090', HOST_KEY_FILE: '/lab/host-key' };
    expect(parse(env).network).toEqual({ urls, hostKey: 'key in /lab/host-key', acceptsAddresses: true });
  });

  it('that opens it needs the host’s key', () => {
    const parsing = () => parse({ LAB_ADDRESS: '0.0.0.0' });
    expect(parsing).toThrow(expect.objectContaining({ exitCode: 3 }));
    expect(parsing).toThrow("needs a host's key: set HOST_KEY_FILE.");
  });
});
