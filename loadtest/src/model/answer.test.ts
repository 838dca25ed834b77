import { expect, it } from 'vitest';
import { instanceOf, textField } from './answer.js';

it('text of an answer cannot command the terminal', () => {
  const headers = { 'X-Instance-Id': 'api\u009b31m' };
  const body = JSON.stringify({ code: '\u001b]0;owned\u0007', servedBy: 'api\u001b[2J' });
  expect(textField({ status: 401, headers, body }, 'code')).toBe('\\u{1b}]0;owned\\u{7}');
  expect(instanceOf({ status: 401, headers, body })).toBe('api\\u{9b}31m');
  expect(instanceOf({ status: 401, headers: {}, body })).toBe('api\\u{1b}[2J');
});
