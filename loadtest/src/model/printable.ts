// Escapes untrusted text, such as a log line or a code in an answer, before a terminal interprets it.

/** Control characters, line ends and characters that change the direction of text. */
const interpreted = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line that a terminal only shows: characters that it would interpret become \\u{1b}. A tab stays. */
export function toPrintable(text: string): string {
  return text.replaceAll(interpreted, (character) =>
    character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
