import { modeNamed } from '@scale-out-lab/core';
import { causes } from '@scale-out-lab/core/wire';
import { expect, it, onTestFinished, vi } from 'vitest';
import { probeTexts as korean } from '../../texts/ko/probe.js';
import { follow, latest, start, suggest, toRequest } from './probe.js';

const suggestFor = (name: string, address: string) => suggest(modeNamed(name), new URL(address));

it.each([
  ['session-memory', 'http://127.0.0.1:8080/?lang=ko', 'http://127.0.0.1:8080/api/session-memory', ''],
  ['jwt-own-keys', 'http://localhost/', 'http://localhost/api/jwt-own-keys', 'access_token'],
  ['session-redis', 'http://192.0.2.7:8080/', 'http://127.0.0.1:8080/api/session-redis', ''],
  // No form logs in through the provider.
  ['oidc-redis', 'https://lab.example/', 'https://127.0.0.1/api/session-memory', ''],
])('the form begins with %s of the lab at %s', (mode, address, url, tokenPath) => {
  expect(suggestFor(mode, address)).toMatchObject({ url, tokenPath });
});

it('an empty field is left out of the request', () => {
  const request = toRequest({ ...suggestFor('session-memory', 'http://localhost/'), logOut: '' });
  expect(Object.keys(request)).toEqual(['url', 'login', 'password', 'check', 'expect', 'rate']);
});

it('every remedy is translated', () => {
  expect(Object.keys(korean.remedies)).toEqual([...causes]);
});

it('an answer from before the start does not hide the probe that runs', async () => {
  const answers: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(resolve)));
  onTestFinished(() => {
    vi.unstubAllGlobals();
    latest.value = null;
  });
  const following = follow();
  const starting = start(suggestFor('session-memory', 'http://localhost/'));
  answers[1]?.(Response.json({ probe: { status: 'running' } }));
  await starting;
  answers[0]?.(Response.json({ probe: { status: 'finished' } }));
  await following;
  expect(latest.value?.status).toBe('running');

  const next = follow();
  answers[2]?.(Response.json({ probe: { status: 'finished' } }));
  await next;
  expect(latest.value?.status).toBe('finished');
});
