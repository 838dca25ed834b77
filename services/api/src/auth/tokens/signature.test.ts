// The checker and the look-up of keys: when it looks a key up, and how it uses the result.
import { generateKeyPair } from 'jose';
import { expect, it, vi } from 'vitest';
import { encode, signWith } from '../../testing/token-instance.js';
import { verifySignature } from './signature.js';

const { privateKey, publicKey } = await generateKeyPair('ES256');
const token = await signWith(privateKey, { alg: 'ES256', kid: 'a' }, 'anything');
const algorithms = ['ES256'];

it('returns the signed header and payload if the signature is good', async () => {
  const { header, payload } = await verifySignature(token, () => publicKey, { algorithms });
  expect(header).toEqual({ alg: 'ES256', kid: 'a' });
  expect(Buffer.from(payload).toString()).toBe('anything');
});

it('refuses a token with an unknown key, or a key of another kind', async () => {
  const { publicKey: other } = await generateKeyPair('RS256');
  for (const key of [undefined, other, { kty: 'oct', k: encode('x'.repeat(32)) }, {} as never])
    await expect(verifySignature(token, () => key, { algorithms })).rejects.toMatchObject({
      code: 'bad-signature',
    });
});

it('rethrows an error of the look-up of a key, which is no fault of the token', async () => {
  const fault = new TypeError('the board cannot be read');
  const findKey = () => Promise.reject(fault);
  await expect(verifySignature(token, findKey, { algorithms })).rejects.toBe(fault);
});

it('looks up no key for a token that it refuses anyway', async () => {
  const findKey = vi.fn(() => publicKey);
  const refused = [
    `${token}=`,
    'a.b',
    await signWith(privateKey, { alg: 'HS256', kid: 'a' }, ''),
    await signWith(privateKey, { alg: 'ES256', kid: 'a', jku: 'http://127.0.0.1/' }, ''),
  ];
  for (const each of refused) await expect(verifySignature(each, findKey, { algorithms })).rejects.toThrow();
  expect(findKey).not.toHaveBeenCalled();
});
