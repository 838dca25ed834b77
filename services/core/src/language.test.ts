import { expect, it } from 'vitest';
import { languageOfLocale } from './language.js';

it.each([
  [{}, 'en'],
  [{ LANG: 'ko_KR.UTF-8' }, 'ko'],
  [{ LANG: 'ko' }, 'ko'],
  [{ LANG: 'kok_IN' }, 'en'],
  [{ LC_ALL: 'C', LANG: 'ko_KR.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: 'ko_KR', LANG: 'en_US.UTF-8' }, 'ko'],
])('the locale %o is %s', (env, language) => {
  expect(languageOfLocale(env)).toBe(language);
});
