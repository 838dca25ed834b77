// Translates sentences that their authors have in one language, with the values in them.

/**
 * @param sentences with their translations; `{}` stands for a value, and `{2}` in a translation for the second one
 * @returns the translation of a text of several sentences; undefined if one of them has none
 */
export function createTranslator(sentences: Readonly<Record<string, string>>) {
  const patterns = Object.entries(sentences).map(
    ([text, translation]) =>
      [new RegExp(`^${text.split('{}').map(quote).join('(.+)')}$`), translation] as const,
  );

  function translate(sentence: string): string | undefined {
    for (const [pattern, translation] of patterns) {
      const found = pattern.exec(sentence);
      if (!found) continue;
      let place = 0;
      return translation.replaceAll(/\{(\d*)\}/g, (_, given) => found[given || ++place] ?? '');
    }
    return undefined;
  }

  return (text: string): string | undefined => {
    const parts = text.split(/(?<=\.) (?=[A-Z`\d])/).map(translate);
    // A value can have what looks like the end of a sentence.
    return parts.includes(undefined) ? translate(text) : parts.join(' ');
  };
}

const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
