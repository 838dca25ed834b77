// Chooses the texts in the language of the view.
import type { Language, Texts, Translated } from '../texts/translation.js';
import { view } from './view.js';

/** Returns a function that gives the texts. A component that calls it renders again when the language changes. */
export function inViewLanguage<English extends Texts>(
  en: English,
  ko: Translated<English>,
): () => Translated<English> {
  const all: Readonly<Record<Language, Translated<English>>> = {
    en: en as unknown as Translated<English>,
    ko,
  };
  return () => all[view.value.language];
}
