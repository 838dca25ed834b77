import { expect, it } from 'vitest';
import { drawBar, padLeft, padRight, widthOf, wrap } from './wrap.js';

it('a Korean character takes two columns', () => {
  expect(widthOf('키 cut')).toBe(6);
  expect([padLeft('키', 4), padRight('키', 4)]).toEqual(['  키', '키  ']);
});

it('no line of a wrapped text is wider than 80 columns, and all but the first are indented', () => {
  const lines = wrap('인스턴스 '.repeat(20).trim(), 4).split('\n');
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}\S/);
});

it('a text is wrapped at a given width, by columns', () => {
  expect(wrap('1. one two three', 3, 8)).toBe('1. one\n   two\n   three');
  expect(wrap('가나 다라 마', 0, 8)).toBe('가나\n다라 마');
});

it.each([
  [0, ''],
  [0.0001, '▏'],
  [0.5, '████'],
  [2 / 3, '█████▍'],
  [1, '████████'],
])('the bar for %d of 8 columns is "%s"', (share, bar) => {
  expect(drawBar(share, 8)).toBe(bar);
});
