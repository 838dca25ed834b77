import { expect, it } from 'vitest';
import { parseCookies } from './readable-list.js';

it('cookies are split, and a value may contain an equals sign', () => {
  expect(parseCookies('')).toEqual([]);
  expect(parseCookies('a=1; b=x=y')).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: 'x=y' },
  ]);
});
