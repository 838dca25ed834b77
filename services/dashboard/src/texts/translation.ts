// What a text is, and what it takes for two languages to say the same. A missing key or other values do not compile.

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

type Text = string | ((...values: never[]) => string);

export interface Texts {
  readonly [key: string]: Text | Texts;
}

/** The same keys as the English texts, and for texts with values the same values. */
export type Translated<English> = {
  readonly [Key in keyof English]: English[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : English[Key] extends string
      ? string
      : Translated<English[Key]>;
};
