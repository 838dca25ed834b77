// The types of texts. A translation with a missing key or other values does not compile.
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
