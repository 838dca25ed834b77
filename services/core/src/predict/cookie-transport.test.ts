import { expect, it } from 'vitest';
import {
  type CookieMistakeName,
  cookieMistakes,
  predictCookieLost,
  predictSentInClear,
} from './cookie-transport.js';

const session = { credential: 'session', state: 'memory', keys: 'shared', balancing: 'round-robin' } as const;
const token = { ...session, credential: 'jwt', state: 'none' } as const;
const names = Object.keys(cookieMistakes) as readonly CookieMistakeName[];

it.each(names)('%s undoes the log-in of a cookie, and none with a token in a header', (name) => {
  expect(predictCookieLost(session, name).predicted).toEqual([1, 1]);
  expect(predictCookieLost(token, name).predicted).toEqual([0, 0]);
});

it('only a cookie of a lab without TLS is sent over plain HTTP too', () => {
  expect([false, true].map((isTls) => predictSentInClear(session, isTls).predicted)).toEqual([
    [1, 1],
    [0, 0],
  ]);
  expect(predictSentInClear(token, false).predicted).toEqual([0, 0]);
});
