import { expect, it } from 'vitest';
import { findCsrfToken } from './csrf.js';

it.each([
  ['a/b+c"=', '<input name="_csrf" value="a&#x2F;b&#43;c&#34;&#x3d;">'],
  ["<&>'", '<meta name="_csrf" content="&lt;&amp;&gt;&apos;">'],
  ['&unknown;&#xFFFFFF;', '<input name="_csrf" value="&unknown;&#xFFFFFF;">'],
])('the token %s is read from %s', (token, body) => {
  expect(findCsrfToken({ status: 200, headers: {}, body }, '_csrf')).toBe(token);
});
