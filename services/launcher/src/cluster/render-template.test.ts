// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how nginx's templates are written
import { expect, it } from 'vitest';
import { renderTemplate } from './render-template.js';

it('replaces the variables that are given, in both spellings', () => {
  expect(renderTemplate('listen ${LISTEN}; listen $LISTEN;', { LISTEN: '8080' })).toBe(
    'listen 8080; listen 8080;',
  );
});

it("leaves nginx's own variables, and those that are not given", () => {
  const template = 'proxy_pass http://$policy; resolver ${RESOLVER}; $toString ${constructor}';
  expect(renderTemplate(template, { LISTEN: '8080' })).toBe(template);
});

it('may replace by nothing, and does not read what it has put in', () => {
  expect(renderTemplate('[${RESOLVER}]', { RESOLVER: '' })).toBe('[]');
  expect(renderTemplate('${COOKIE}', { COOKIE: '${LISTEN}$&', LISTEN: '8080' })).toBe('${LISTEN}$&');
});
