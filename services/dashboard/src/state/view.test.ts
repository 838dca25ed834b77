import { expect, it } from 'vitest';
import { defaultView, findUnknownNames, formatView, parseView, type View } from './view.js';

const english = defaultView(['en-GB']);

it('a link holds every choice and reads back unchanged', () => {
  const shown: View = {
    ...english,
    language: 'ko',
    theme: 'dark',
    mode: 'jwt-own-keys',
    versus: 'jwt-shared-key',
    model: 'browser',
    speed: 'slow',
    panel: 'theft',
    step: 'the-fix',
    done: ['one-server', 'two-servers'],
  };
  expect(formatView(shown, english)).toBe(
    '?lang=ko&theme=dark&mode=jwt-own-keys&vs=jwt-shared-key&client=browser&speed=slow&panel=theft&step=the-fix&done=one-server.two-servers',
  );
  expect(parseView(formatView(shown, english), english)).toEqual(shown);
});

it('a link leaves out defaults, except the language', () => {
  expect(formatView(english, english)).toBe('?lang=en');
  expect(parseView('?lang=en', defaultView(['ko']))).toEqual(english);
});

it.each([
  '?mode=paseto',
  '?lang=fr&speed=warp&panel=9&theme=pink',
  '?vs=session-memory',
  '?step=<img>&done=.<i>.',
])('an invalid value is ignored: %s', (query) => {
  expect(parseView(query, english)).toEqual(english);
});

it.each([
  [['ko-KR', 'en'], 'ko'],
  [['de', 'ko'], 'ko'],
  [['fr'], 'en'],
  [[], 'en'],
])('for the preferred languages %j the page is in %s', (preferred, language) => {
  expect(defaultView(preferred).language).toBe(language);
});

it('a link that someone wrote by hand is understood', () => {
  expect(parseView('?mode=Session_Redis&vs=jwt-shared-keys&panel=steal', english)).toMatchObject({
    mode: 'session-redis',
    versus: 'jwt-shared-key',
    panel: 'theft',
  });
  expect(findUnknownNames('?mode=Session_Redis&panel=steal&step=any')).toEqual([]);
});

it('names that mean nothing are reported, and no longer than a line', () => {
  expect(findUnknownNames(`?mode=paseto&panel=${'x'.repeat(1000)}`)).toEqual([
    { key: 'mode', value: 'paseto' },
    { key: 'panel', value: 'x'.repeat(60) },
  ]);
});
