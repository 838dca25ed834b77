import { expect, it } from 'vitest';
import { isRedisUrl, parseRedisUrl } from './redis-url.js';

it.each([
  ['redis://127.0.0.1:6379', { topology: 'single', isTls: false }],
  ['unix:///tmp/redis.sock', { topology: 'single' }],
  [
    'redis-sentinel://10.0.0.1:26379,10.0.0.2/lab',
    {
      topology: 'sentinel',
      endpoints: [
        { host: '10.0.0.1', port: 26_379 },
        { host: '10.0.0.2', port: 26_379 },
      ],
      primary: 'lab',
      password: undefined,
    },
  ],
  [
    'rediss-cluster://me:p%40ss@node-1,[2001:db8::7]:7000',
    {
      topology: 'cluster',
      endpoints: [
        { host: 'node-1', port: 6379 },
        { host: '2001:db8::7', port: 7000 },
      ],
      username: 'me',
      password: 'p@ss',
      isTls: true,
    },
  ],
])('%s is read', (text, parts) => {
  expect(parseRedisUrl(text)).toMatchObject(parts);
});

it.each([
  'localhost',
  'redis-sentinel://',
  'redis-cluster://a:0',
  'redis-cluster://a:99999',
  'redis-cluster://a,,b',
  'redis-cluster://a b',
  'redis-sentinel://:50%@a/lab',
  'redis://:50%@a',
  'redis://a:99999',
  'http://a',
])('%s is no address of Redis', (text) => {
  expect(isRedisUrl(text)).toBe(false);
});
