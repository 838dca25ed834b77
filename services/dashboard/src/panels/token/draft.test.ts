import { decodeJson, split, tokenParts } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import vectors from '../../../../api/src/testing/vectors/rfc7515.json?raw';
import { assemble, type CookieDraft, draftOf, type TokenDraft } from './draft.js';

const { examples } = JSON.parse(vectors) as { examples: { appendix: string; jws: string }[] };
const a1 = examples.find(({ appendix }) => appendix === 'A.1')?.jws ?? '';
const draft = draftOf({ kind: 'jwt', text: a1 }) as TokenDraft;
const value = `AbCd-_12.${'a'.repeat(32)}.api-1.abc%2Bdef`;
const cookie = draftOf({ kind: 'session', text: value }) as CookieDraft;

it('an unedited part keeps its encoding, including white space', () => {
  expect(assemble(draft, a1)).toEqual({ credential: a1 });
  expect(assemble({ ...draft, payload: draft.payload.replaceAll(' ', '') }, a1)).toEqual({ credential: a1 });
  expect(assemble(cookie, value)).toEqual({ credential: value });
});

it('an edited payload is encoded, and header and signature stay', () => {
  const edited = assemble({ ...draft, payload: '{"iss":"jane"}' }, a1);
  const parts = split('credential' in edited ? edited.credential : '', tokenParts);
  const before = split(a1, tokenParts);
  expect(decodeJson(parts?.payload ?? '')).toEqual({ iss: 'jane' });
  expect(parts?.header).toBe(before?.header);
  expect(parts?.signature).toBe(before?.signature);
});

it('a part that is not JSON is not sent', () => {
  expect(assemble({ ...draft, payload: '{"iss":' }, a1)).toEqual({ fault: 'payload' });
  expect(assemble({ ...draft, header: '' }, a1)).toEqual({ fault: 'header' });
});

it.each(['ä', 'a b', 'a;b', 'a\nb', 'a"b'])(
  '%j in a signature is nothing that a header carries',
  (signature) => {
    expect(assemble({ ...draft, signature }, a1)).toEqual({ fault: 'characters' });
    expect(assemble({ ...cookie, signature }, value)).toEqual({ fault: 'characters' });
  },
);

it('a credential of another form cannot be edited in parts', () => {
  expect(draftOf({ kind: 'jwt', text: 'a.b.c' })).toBeNull();
  expect(draftOf({ kind: 'session', text: 'a.b' })).toBeNull();
});
