import { expect, it } from 'vitest';
import { labOrigins } from './provider-name.js';

it.each([
  ['', 'http://127.0.0.1:8080'],
  ['::', 'http://127.0.0.1:8080'],
  ['[::]', 'http://127.0.0.1:8080'],
  ['10.9.8.7', 'http://10.9.8.7:8080'],
  ['2001:db8::7', 'http://[2001:db8::7]:8080'],
  ['[2001:db8::7]', 'http://[2001:db8::7]:8080'],
])('with LAB_ADDRESS=%s the provider is named after %s', (LAB_ADDRESS, origin) => {
  expect(labOrigins({ LAB_ADDRESS })[0]).toBe(origin);
});

it.each(['a b', 'a/b', 'a\\b', '50%', 'user@host', '10.9.8.7:8080', '[2001'])(
  'LAB_ADDRESS=%s is refused',
  (LAB_ADDRESS) => {
    const sentence = `LAB_ADDRESS is "${LAB_ADDRESS}"; expected an address or a name of this machine, 0.0.0.0 for all IPv4 addresses, or :: for all.`;
    expect(() => labOrigins({ LAB_ADDRESS })).toThrow(sentence);
  },
);
