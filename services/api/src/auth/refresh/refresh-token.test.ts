import { expect, it } from 'vitest';
import { expectRandomBits } from '../../testing/random-bits.js';
import { createRefreshToken } from './refresh-token.js';

const bytesOf = ({ text }: { text: string }) => Buffer.from(text, 'base64url');

it('the first refresh token of a family has 256 random bits', () =>
  expectRandomBits(256, () => bytesOf(createRefreshToken())));

it('each next one has 128 new random bits after those of its family', async () => {
  const first = createRefreshToken();
  await expectRandomBits(128, () => bytesOf(createRefreshToken(first)).subarray(16));
  expect(bytesOf(createRefreshToken(first)).subarray(0, 16)).toEqual(bytesOf(first).subarray(0, 16));
});
