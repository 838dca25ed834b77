import { expect, it } from 'vitest';
import { localUrl, parseUrl } from './url.js';

it.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['https://lab.example/base/', 'https://lab.example/base/'],
  ['http://[::1]:8080', 'http://[::1]:8080/'],
])('%s is an address', (text, href) => {
  expect(parseUrl(text).href).toBe(href);
});

it.each([
  '',
  '127.0.0.1:8080',
  'localhost:8080',
  'ftp://host',
  'http://',
  'http://user@host',
  'http://host?a=1',
])('"%s" is refused, with its value and what would do', (text) => {
  expect(() => parseUrl(text)).toThrow(
    `--url is "${text}"; expected an address such as http://127.0.0.1:8080.`,
  );
});

it.each([
  [undefined, 'http://127.0.0.1:8080/'],
  ['', 'http://127.0.0.1:8080/'],
  ['9090', 'http://127.0.0.1:9090/'],
])('LAB_PORT %s leads to %s', (port, href) => {
  expect(localUrl(port).href).toBe(href);
});

it.each(['abc', '0', '65536', '80a', '-1'])('LAB_PORT %s is refused', (port) => {
  expect(() => localUrl(port)).toThrow(`LAB_PORT is "${port}"; expected a port from 1 to 65535.`);
});
