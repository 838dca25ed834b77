import { expect, it } from 'vitest';
import { parseFaults } from './parse-faults.js';

const secrets = { token: () => 'token' };

it('nothing can be broken where no control port is named', () => {
  expect(parseFaults({}, secrets)).toBeUndefined();
});

it('Redis can be broken only where it is named', () => {
  expect(parseFaults({ control: 'http://api:3001' }, secrets)?.redis).toBeUndefined();
  const both = { control: 'http://127.0.0.1:1, http://127.0.0.1:2', redis: 'redis://127.0.0.1:6379' };
  expect(parseFaults(both, secrets)?.redis).toBeDefined();
});

it.each([
  [{ redis: 'redis://127.0.0.1:6379' }, '--redis is for faults, which need --control too'],
  [{ control: '127.0.0.1:3001' }, '--control has "127.0.0.1:3001"; expected addresses such as'],
  [{ control: 'http://127.0.0.1:3001,' }, '--control has ""; expected addresses such as'],
  [{ control: 'http://api:3001', redis: 'redis:6379' }, '--redis is "redis:6379"; expected an address'],
  [{ control: 'http://api:3001', redis: 'http://me:secret@redis' }, '--redis is "http://…@redis"; expected'],
])('%j is wrong usage', (values, sentence) => {
  expect(() => parseFaults(values, secrets)).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => parseFaults(values, secrets)).toThrow(sentence);
});
