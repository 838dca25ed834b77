import { expect, it } from 'vitest';
import { expectRandomBits } from '../../testing/client.js';
import { createRefreshToken, createSalt, descendantOf } from './families.js';

const bytesOf = ({ bytes }: { bytes: Buffer }) => bytes;

it('the first refresh token of a family has 256 random bits', () =>
  expectRandomBits(256, () => bytesOf(createRefreshToken('usertag1'))));

it('each descendant has 128 new random bits after those of its family', async () => {
  const first = createRefreshToken('usertag1');
  await expectRandomBits(128, () => bytesOf(descendantOf(first, createSalt())).subarray(16));
  expect(bytesOf(descendantOf(first, createSalt())).subarray(0, 16)).toEqual(bytesOf(first).subarray(0, 16));
});

it('a descendant depends on the token and on the salt, and on nothing else', () => {
  const [first, other, salt] = [createRefreshToken('usertag1'), createRefreshToken('usertag1'), createSalt()];
  const ownHalf = (token: { bytes: Buffer }) => bytesOf(token).subarray(16).toString('hex');
  expect(ownHalf(descendantOf(first, salt))).toBe(ownHalf(descendantOf(first, salt)));
  expect(ownHalf(descendantOf(first, salt))).not.toBe(ownHalf(descendantOf(other, salt)));
  expect(ownHalf(descendantOf(first, salt))).not.toBe(ownHalf(descendantOf(first, createSalt())));
});
