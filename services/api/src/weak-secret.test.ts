// The mode with a weak secret: on purpose alone, and its secret opens nothing else.
import { catalogue, weakSecret, weakSecretMode } from '@scale-out-lab/core';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { getMe, postLogin } from './testing/client.js';
import { signWithBytes, takeApart } from './testing/token-instance.js';

const door = weakSecretMode.name;
const modes = catalogue.filter(({ credential, state }) => credential === 'jwt' && state === 'none');
const statusOf = async (app: Parameters<typeof getMe>[0], mode: string, token: string) =>
  (await getMe(app, mode, { authorization: `Bearer ${token}` })).statusCode;

it('is not served unless WEAK_SECRET is on', async () => {
  const app = await buildTestApp(onTestFinished, { modes });
  expect((await postLogin(app, door)).statusCode).toBe(404);
});

it('accepts a token that was signed with the guessed secret for another user', async () => {
  const app = await buildTestApp(onTestFinished, { modes, config: { servesWeakSecret: true } });
  const { header, claims } = takeApart((await postLogin(app, door)).json().access_token);
  const forged = { ...claims, sub: 'alice', username: 'alice' };
  const token = signWithBytes(weakSecret, header, forged);
  const answer = await getMe(app, door, { authorization: `Bearer ${token}` });
  expect(answer.json()).toMatchObject({ username: 'alice' });
  expect(await statusOf(app, door, signWithBytes('a wrong guess', header, forged))).toBe(401);
});

it.each(modes.map(({ name }) => name))('its secret and its tokens open nothing in %s', async (mode) => {
  const app = await buildTestApp(onTestFinished, { modes, config: { servesWeakSecret: true } });
  const [weak, good] = [
    (await postLogin(app, door)).json().access_token,
    (await postLogin(app, mode)).json().access_token,
  ];
  expect(await statusOf(app, mode, good)).toBe(200);
  const { header, claims } = takeApart(good);
  const weakHeader = takeApart(weak).header;
  for (const head of [header, { ...header, kid: weakHeader.kid }]) {
    expect(await statusOf(app, mode, signWithBytes(weakSecret, head, claims))).toBe(401);
  }
  expect(await statusOf(app, mode, weak)).toBe(401);
  expect(await statusOf(app, door, good)).toBe(401);
});
