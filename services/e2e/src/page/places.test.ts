// Where the page itself keeps a credential: a script's access to it, its use from there, and its removal.
import { expect } from 'vitest';
import { it } from '../support/browser/page-test.js';
import { openPlacesPanel } from '../support/browser/token-panel.js';

const nothing = { 'document.cookie': [], sessionStorage: [], localStorage: [] };
const kept = ['tokens-jwt-denylist'];

it.for([
  ['cookie', nothing],
  ['sessionStorage', { ...nothing, sessionStorage: kept }],
  ['localStorage', { ...nothing, localStorage: kept }],
] as const)(
  'a token in %s is readable by a script only if the page says so, works, and is removed by the log-out',
  async ([place, readable], { lab, open }) => {
    const panel = await openPlacesPanel(open, 'jwt-denylist');
    await panel.choose(place);
    await panel.askWho(panel.words.missing);
    const { access_token: token } = await (await panel.logIn()).json();
    expect(await panel.read()).toEqual(readable);
    expect(await panel.listed()).toEqual(readable);
    const cookies = (await panel.cookies()).map(({ httpOnly }) => httpOnly);
    expect(cookies).toEqual(place === 'cookie' ? [true] : []);

    const me = await panel.askWho(panel.words.you);
    const { authorization } = await me.request().allHeaders();
    expect(authorization !== undefined).toBe(place !== 'cookie');

    await panel.logOut();
    expect([await panel.read(), await panel.listed(), await panel.cookies()]).toEqual([nothing, nothing, []]);
    await panel.askWho(panel.words.missing);
    if (place === 'cookie') return;
    const api = `${lab.url}/api/jwt-denylist`;
    expect(panel.sentTo(token)).toEqual([`${api}/me`, `${api}/logout`]);
  },
);

it('Clean up removes the remains in every place, in Korean', async ({ open }) => {
  const panel = await openPlacesPanel(open, 'jwt-denylist', 'ko');
  for (const place of ['cookie', 'sessionStorage', 'localStorage'] as const) {
    await panel.choose(place);
    await panel.logIn();
  }
  expect(await panel.read()).toEqual({ ...nothing, sessionStorage: kept, localStorage: kept });
  expect(await panel.cookies()).toHaveLength(1);
  await panel.cleanUp();
  expect([await panel.read(), await panel.listed(), await panel.cookies()]).toEqual([nothing, nothing, []]);
});

it('Clean up repeats the log-out until it reaches the one instance that can end the log-in', async ({
  open,
}) => {
  const panel = await openPlacesPanel(open, 'jwt-own-keys');
  await panel.choose('cookie');
  await panel.logIn();
  expect(await panel.cookies()).toHaveLength(1);
  await panel.cleanUp();
  expect(await panel.cookies()).toEqual([]);
});
