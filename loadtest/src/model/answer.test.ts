import { expect, it } from 'vitest';
import { instanceOf, textField } from './answer.js';
import { toPrintable } from './words.js';

it('text of an answer cannot command the terminal', () => {
  const headers = { 'X-Instance-Id': 'api\u009b31m' };
  const body = JSON.stringify({ code: '\u001b]0;owned\u0007', servedBy: 'api\u001b[2J' });
  expect(textField({ status: 401, headers, body }, 'code')).toBe('\\u{1b}]0;owned\\u{7}');
  expect(instanceOf({ status: 401, headers, body })).toBe('api\\u{9b}31m');
  expect(instanceOf({ status: 401, headers: {}, body })).toBe('api\\u{1b}[2J');
});

it.each([
  ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a title of the window', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
  ['an eight-bit escape', '\u009b2J', '\\u{9b}2J'],
  ['an overwritten line', 'refused\rok', 'refused\\u{d}ok'],
  ['a line of its own', 'a\nb\u2028c', 'a\\u{a}b\\u{2028}c'],
  ['text that runs backwards', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
  ['a deletion', 'ab\u007f\b', 'ab\\u{7f}\\u{8}'],
  ['any language, and a tab', '세션\té 👩‍💻', '세션\té 👩‍💻'],
])('%s is shown and not interpreted', (_what, text, shown) => {
  expect(toPrintable(text)).toBe(shown);
});
