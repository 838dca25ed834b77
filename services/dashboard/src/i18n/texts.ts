// Texts in every language. What is missing in one of them, or takes other values, does not compile.
import { view } from '../view/view.js';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

type Text = string | ((...values: never[]) => string);

/** The same keys, and for texts with values the same values, whatever the words are. */
type Translated<English> = {
  readonly [Key in keyof English]: English[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : English[Key] extends string
      ? string
      : Translated<English[Key]>;
};

interface Texts {
  readonly [key: string]: Text | Texts;
}

/** Returns what gives the texts in the language of the view. Read in a component, it follows the language. */
export function defineTexts<const English extends Texts>(
  en: English,
  ko: Translated<English>,
): () => Translated<English> {
  const all = { en: en as unknown as Translated<English>, ko } satisfies Record<
    Language,
    Translated<English>
  >;
  return () => all[view.value.language];
}
