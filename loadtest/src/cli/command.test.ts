import { expect, it } from 'vitest';
import { createProgress, hasColors } from './command.js';

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('with a terminal %s and %j, colours are %s', (isTTY, env, expected) => {
  expect(hasColors({ isTTY }, env)).toBe(expected);
});

it('a line of progress is cut where it would wrap, on a terminal alone', () => {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  createProgress({ write, isTTY: true, columns: 20 }).show('x'.repeat(30));
  createProgress({ write }).show('x'.repeat(30));
  expect(written).toEqual([`\r\u001b[K${'x'.repeat(19)}`, `${'x'.repeat(30)}\n`]);
});
