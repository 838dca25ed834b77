// What an instance looked up, in words: a sentence for each step.
import { mapTexts } from '../texts.js';
import type { LookUp } from './looked-up.js';

type Step<What extends LookUp['what']> = Extract<LookUp, { readonly what: What }>;
type Words = { readonly [What in LookUp['what']]: (step: Step<What>) => string };

const took = (ms: number | null) => (ms === null ? '' : ` (${ms} ms)`);

const words: Words = {
  nobody: () => mapTexts().lookUp.nobody,
  nothing: () => mapTexts().lookUp.nothing,
  unreadable: () => mapTexts().lookUp.unreadable,
  password: () => mapTexts().lookUp.password,
  signature({ of, keys, isGood, ms }) {
    const t = mapTexts().lookUp;
    const values = { of: t.credentials[of], keys: t.keys[keys], ms: took(ms) };
    return isGood ? t.goodSignature(values) : t.badSignature(values);
  },
  claims: ({ isGood }) => (isGood ? mapTexts().lookUp.goodClaims : mapTexts().lookUp.badClaims),
  session: lookFor,
  denylist: lookFor,
  'refresh-token': lookFor,
  'nothing-else': () => mapTexts().lookUp.nothingElse,
  wrote: ({ where }) => mapTexts().lookUp.wrote({ where: mapTexts().lookUp.stores[where] }),
};

export function tellLookUp(step: LookUp): string {
  return (words[step.what] as (step: LookUp) => string)(step);
}

function lookFor({ what, where, finding, ms }: Step<'session' | 'denylist' | 'refresh-token'>): string {
  const t = mapTexts().lookUp;
  return t[what]({ where: t.stores[where], ms: took(ms) }) + t.findings[what][finding];
}
