// The configuration of a provider: its one name, and the refused values.
import { expect, it } from 'vitest';
import { parseConfig } from './config.js';

const parse = (env: Record<string, string>) => parseConfig(env, () => '');

it.each([
  [{}, 'http://127.0.0.1:8080/provider'],
  [{ LAB_PORT: '9090' }, 'http://127.0.0.1:9090/provider'],
  [{ LAB_ADDRESS: '192.168.0.7' }, 'http://192.168.0.7:8080/provider'],
  [{ LAB_ADDRESS: '::1' }, 'http://[::1]:8080/provider'],
  [{ LAB_ADDRESS: '0.0.0.0', LAB_HOSTS: 'lab.example, 192.168.0.7' }, 'http://lab.example:8080/provider'],
  [{ LAB_ADDRESS: '0.0.0.0' }, 'http://127.0.0.1:8080/provider'],
])('has one name, from %o', (env, issuer) => {
  expect(parse(env).issuer.href).toBe(issuer);
});

it.each([
  [{ PROVIDER_STATE: 'disk' }, 'PROVIDER_STATE is "disk"; expected memory or redis.'],
  [{ PORT: 'x' }, 'PORT is "x"; expected a whole number from 0 to 65535.'],
  [{ REDIS_URL: 'localhost' }, 'REDIS_URL is "localhost"; expected redis://host:port, redis-sentinel://'],
])('refuses %o', (env, message) => {
  expect(() => parse(env)).toThrow(message);
});
