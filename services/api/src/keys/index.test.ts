import { expect, it } from 'vitest';
import { expectRandomBits } from '../testing/client.js';
import { own } from './index.js';

it('an instance makes its own secret of 256 random bits', async () => {
  await expectRandomBits(256, async () => {
    const [secret = ''] = (await own('api-1')).cookies.secrets;
    return Buffer.from(secret, 'base64url');
  });
});

it('an instance makes one secret for cookies and another for tokens', async () => {
  const { cookies, tokens } = await own('api-1');
  expect(tokens.kid).not.toContain(cookies.names()[0]);
});
