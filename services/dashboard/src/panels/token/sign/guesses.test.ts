import { weakSecret } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { guesses, guessSecret } from './guesses.js';
import { signSteps } from './hmac.js';

const tokenOf = async (secret: string) => (await signSteps({ alg: 'HS256' }, { sub: 'bob' }, secret)).token;

it('finds the weak secret of the lab from a token alone', async () => {
  const { secret, tries } = await guessSecret(await tokenOf(weakSecret));
  expect(secret).toBe(weakSecret);
  expect(guesses[tries - 1]).toBe(weakSecret);
});

it('does not find a secret that is in no list', async () => {
  expect(await guessSecret(await tokenOf('Zk3v0yqD2m8'))).toMatchObject({
    secret: null,
    tries: guesses.length,
  });
});

it('no guess is tried twice', () => expect(new Set(guesses).size).toBe(guesses.length));
