import { expect, it } from 'vitest';
import { parseProbe } from './to-plan.js';

const url = 'http://127.0.0.1:1';
const login = ['--login', 'POST /login user=Alice&password=demo'];
const check = ['--check', 'GET /account'];

it.each([
  [[...login, ...check], 'The address is missing'],
  [[url, ...check], '--login is missing'],
  [[url, ...login], '--check is missing'],
  [[url, '--login', 'POST /l {"password":', ...check], 'is no JSON'],
  [[url, ...login, ...check, '--threshold', 'p99<5'], 'Expected a limit such as failed<0.1%.'],
])('%j is refused with what is missing or would be accepted', (args, sentence) => {
  expect(() => parseProbe(args, {})).toThrow(sentence);
});
