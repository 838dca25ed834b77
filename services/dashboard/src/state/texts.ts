// The texts in the language of the view. Here are those of the parts that are loaded first; each other panel has its own.
import { journeyTexts as journeyEn } from '../texts/en/journey.js';
import { mapTexts as mapEn } from '../texts/en/map.js';
import { pageTexts as pageEn } from '../texts/en/page.js';
import { journeyTexts as journeyKo } from '../texts/ko/journey.js';
import { mapTexts as mapKo } from '../texts/ko/map.js';
import { pageTexts as pageKo } from '../texts/ko/page.js';
import type { Texts, Translated } from '../texts/translation.js';
import { view } from './view.js';

export const pageTexts = inViewLanguage(pageEn, pageKo);
export const mapTexts = inViewLanguage(mapEn, mapKo);
export const journeyTexts = inViewLanguage(journeyEn, journeyKo);

/** Returns a function that gives the texts. A component that calls it renders again when the language changes. */
export function inViewLanguage<English extends Texts>(
  en: English,
  ko: Translated<English>,
): () => Translated<English> {
  const all = { en: en as unknown as Translated<English>, ko };
  return () => all[view.value.language];
}
