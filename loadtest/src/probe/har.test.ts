import { expect, it } from 'vitest';
import { parseHar } from './har.js';

const entry = (method: string, url: string, text?: string) => ({
  request: {
    method,
    url,
    headers: [
      { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
      { name: 'Cookie', value: 'old=1' },
      { name: ':authority', value: 'shop.example' },
    ],
    ...(text !== undefined && { postData: { text } }),
  },
});
const har = (...entries: readonly object[]) => JSON.stringify({ log: { entries } });

it('the log-in of a recording is the first request that sends a password', () => {
  const recording = har(
    entry('GET', 'https://shop.example/login?password=no'),
    entry('POST', 'https://shop.example/metrics', 'page=1'),
    entry('POST', 'https://shop.example/login?next=1', 'user=alice&password=demo'),
  );
  expect(parseHar(recording)).toEqual({
    url: new URL('https://shop.example/login?next=1'),
    request: { method: 'POST', path: '/login?next=1', body: 'user=alice&password=demo' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
});

it('a form that is recorded as fields is a form', () => {
  const { request } = entry('POST', 'https://shop.example/login');
  const params = [
    { name: 'user', value: 'alice' },
    { name: 'password', value: 'a&b' },
  ];
  const recording = har({ request: { ...request, postData: { params } } });
  expect(parseHar(recording).request.body).toBe('user=alice&password=a%26b');
});

it.each([
  ['no JSON', 'is not JSON'],
  ['{}', 'has 0 requests'],
  [
    har(entry('GET', 'https://shop.example/'), entry('POST', 'https://shop.example/', 'a=1')),
    'none of them sends a password',
  ],
])('%s is wrong usage', (text, sentence) => {
  expect(() => parseHar(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => parseHar(text)).toThrow(sentence);
});
