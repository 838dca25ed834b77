// Text of strangers on its way to a terminal, which would obey it: a log line, a code in an answer.

/** Control characters, ends of lines and what turns the direction of text. */
const obeyed = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line that a terminal shows and does not obey: what it would obey is written as \\u{1b}. A tab stays. */
export function toPrintable(text: string): string {
  return text.replaceAll(obeyed, (character) =>
    character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
