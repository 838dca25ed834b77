// The examples in the standards, checked by the function with which instances check a token.

import type { JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { isAccepted, readVectors } from '../../testing/vectors.js';
import { verifySignature } from './signature.js';

interface Rfc7515 {
  readonly payload: string;
  readonly examples: readonly { appendix: string; result: string; key?: JWK; jws: string }[];
}

interface Rfc7520 {
  readonly input: { readonly payload: string; readonly key: JWK; readonly alg: string };
  readonly output: { readonly compact: string };
}

describe('RFC 7515, appendix A', () => {
  const { payload, examples } = readVectors<Rfc7515>('rfc7515.json');
  const signed = examples.filter(({ result }) => result === 'valid');

  it.each(signed)('accepts the example of $appendix, by its algorithm alone', async ({ jws, key }) => {
    const { alg = '' } = key as JWK;
    const result = await verifySignature(jws, () => key, { algorithms: [alg] });
    expect(Buffer.from(result.payload).toString('base64url')).toBe(payload);
    const others = ['HS256', 'RS256', 'ES256'].filter((each) => each !== alg);
    expect(await isAccepted(jws, () => key, others)).toBe(false);
  });

  it('refuses the unsecured example of A.5, whatever the key and even where "none" is offered', async () => {
    const unsecured = examples.find(({ appendix }) => appendix === 'A.5');
    expect(signed.map(({ appendix }) => appendix)).toEqual(['A.1', 'A.2', 'A.3']);
    expect(unsecured?.jws.endsWith('.')).toBe(true);
    for (const { key } of signed) {
      for (const algorithms of [['HS256'], ['ES256'], ['none']])
        expect(await isAccepted(unsecured?.jws ?? '', () => key, algorithms)).toBe(false);
    }
  });
});

describe('RFC 7520, section 4', () => {
  const files = [
    '4_1.rsa_v15_signature',
    '4_2.rsa-pss_signature',
    '4_3.ecdsa_signature',
    '4_4.hmac-sha2_integrity_protection',
    '4_5.signature_with_detached_content',
  ];

  it.each(files)('accepts %s', async (file) => {
    const { input, output } = readVectors<Rfc7520>(`rfc7520/${file}.json`);
    const key = publicPartOf(input.key);
    const isDetached = output.compact.includes('..');
    expect(isDetached).toBe(file.startsWith('4_5'));
    // Detached content is put back before the check (RFC 7515, appendix F).
    const jws = output.compact.replace('..', `.${Buffer.from(input.payload).toString('base64url')}.`);
    const result = await verifySignature(jws, () => key, { algorithms: [input.alg] });
    expect(Buffer.from(result.payload).toString()).toBe(input.payload);
    if (isDetached) expect(await isAccepted(output.compact, () => key, [input.alg])).toBe(false);
    expect(await isAccepted(jws.slice(0, -4), () => key, [input.alg])).toBe(false);
  });
});

/** What checks; a secret is the same for both. */
function publicPartOf({ d, p, q, dp, dq, qi, ...key }: JWK): JWK {
  return key;
}
