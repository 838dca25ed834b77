// Signatures and key sets of RFC 7515, RFC 7520 and Wycheproof, checked by the function with which instances check a token.
import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../problem.js';
import { type FindKey, verifySignature } from './signature.js';

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

/** The part of a key that verifies. A secret signs and verifies. */
function publicPartOf({ d, p, q, dp, dq, qi, ...key }: JWK): JWK {
  return key;
}

interface Group<Key> {
  readonly public?: Key;
  readonly private: Key;
  readonly tests: readonly { tcId: number; comment: string; jws: string; result: string }[];
}

/** One case with its verification key: the public key if there is one, else the secret. */
function casesIn<Key>(file: string) {
  const { numberOfTests, testGroups } = readVectors<{
    numberOfTests: number;
    testGroups: readonly Group<Key>[];
  }>(file);
  const cases = testGroups.flatMap((group) =>
    group.tests.map((test) => ({ ...test, key: group.public ?? group.private })),
  );
  expect(cases).toHaveLength(numberOfTests);
  return cases;
}

/** A key without an algorithm is offered every algorithm that instances use. */
const offeredBy = ({ alg }: JWK) => (alg ? [alg] : ['HS256', 'ES256', 'RS256']);

/** Signatures with a label that is wrong, or contradicts another. */
const mislabelled: Readonly<Record<number, string>> = {
  346: 'labelled valid: the header says PS384, the key PS256',
  347: 'labelled valid: the key says "ES521", which is no registered algorithm',
  350: 'labelled valid: the header says PS384, the key PS256',
  351: 'labelled valid: the key says "ES521", which is no registered algorithm',
  367: 'labelled invalid: the same token as 357, which is labelled valid',
  370: 'labelled invalid: the same token as 357, which is labelled valid',
  372: 'labelled valid: there is a "?" in the header, which is not base64url',
  373: 'labelled valid: there is a "?" in the payload, which is not base64url',
};

/** Key sets outside the scope of the signature checker: it receives a key that is already trusted. */
const elsewhere: Readonly<Record<number, string>> = {
  1: 'secrets next to public keys: a board is read for P-256 keys alone, and no secret is ever on it (published.test.ts)',
  4: 'two keys of one name: on the board the name is the name of the file (published.test.ts)',
  7: 'a weak RSA key: no instance signs with RSA, or trusts an RSA key',
  9: 'an RSA key with exponent 1: no instance signs with RSA, or trusts an RSA key',
  10: 'a short secret: an instance with fewer than 32 bytes does not start (config.test.ts)',
  11: 'a short secret: an instance with fewer than 32 bytes does not start (config.test.ts)',
  12: 'a short secret: an instance with fewer than 32 bytes does not start (config.test.ts)',
};

const signatures = casesIn<JWK>('json_web_signature_test.json');
const labelled = signatures.filter(({ tcId }) => !(tcId in mislabelled));

it('Wycheproof has 401 signatures, of which eight are excluded by number', () => {
  expect(signatures).toHaveLength(401);
  expect(Object.keys(mislabelled)).toHaveLength(8);
  expect(labelled).toHaveLength(393);
  const countOf = (algorithm: string) => labelled.filter(({ key }) => key.alg === algorithm).length;
  expect(['HS256', 'ES256', 'RS256'].map(countOf)).toEqual([36, 39, 233]);
});

it('decides 393 of 393 signatures as Wycheproof does', async () => {
  const wrong = [];
  for (const { tcId, comment, jws, result, key } of labelled) {
    const accepted = await isAccepted(jws, () => key, offeredBy(key));
    if (accepted !== (result === 'valid')) wrong.push({ tcId, comment, result, accepted });
  }
  expect(wrong).toEqual([]);
});

it('disagrees with each of the eight excluded labels', async () => {
  for (const { tcId, jws, result, key } of signatures.filter(({ tcId }) => tcId in mislabelled)) {
    expect(await isAccepted(jws, () => key, offeredBy(key)), `${tcId}`).toBe(result !== 'valid');
  }
});

it('decides 19 of 26 key sets as Wycheproof does; other tests cover the other seven', async () => {
  const sets = casesIn<{ keys: readonly JWK[] }>('json_web_key_test.json');
  const decided = sets.filter(({ tcId }) => !(tcId in elsewhere));
  expect([sets.length, decided.length]).toEqual([26, 19]);
  for (const { tcId, jws, result, key } of decided) {
    const findKey = ({ kid }: { kid?: string }) => key.keys.find((each) => each.kid === kid);
    const accepted = await isAccepted(jws, findKey, ['HS256', 'HS384', 'HS512', 'ES256', 'RS256']);
    expect(accepted, `${tcId}`).toBe(result === 'valid');
  }
});

function readVectors<Vectors>(file: string): Vectors {
  return JSON.parse(readFileSync(new URL(`../../testing/vectors/${file}`, import.meta.url), 'utf8'));
}

/** Whether the signature is accepted. Anything but a refusal with a reason is a failure of the test. */
async function isAccepted(jws: string, findKey: FindKey, algorithms: readonly string[]): Promise<boolean> {
  try {
    await verifySignature(jws, findKey, { algorithms });
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
