// Text for people: numbers and lists in sentences, and untrusted text made safe for a terminal.

/** @param plural such as `trials`; its singular is the same without its ending */
export function countOf(count: number, plural: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? singularOf(plural) : plural}`;
}

export function singularOf(plural: string): string {
  return plural.replace(/(?<=ss|sh)es$|s$/, '');
}

/** The known names, in their order. */
export function listOf(names: readonly (string | null)[]): string {
  const known = names.filter((name) => name !== null);
  const last = known.at(-1);
  if (last === undefined || known.length === 1) return last ?? '';
  return `${known.slice(0, -1).join(', ')} and ${last}`;
}

/** Control characters, line ends and characters that change the direction of text. */
const interpreted = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line that a terminal only shows: characters that it would interpret become \\u{1b}. A tab stays. */
export function toPrintable(text: string): string {
  return text.replaceAll(interpreted, (character) =>
    character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
