// Wraps a text at the width of a terminal, in which a Korean letter takes two columns.

/** The lines; those after the first are indented as far as the lead of the first. */
export function wrap(text: string, width: number, lead = ''): string[] {
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(' ')) {
    const isEmpty = line.trim() === '' || line === lead;
    if (!isEmpty && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = ' '.repeat(columnsOf(lead)) + word;
    } else line += isEmpty ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** Korean syllables and full-width forms are two columns wide. */
export function columnsOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u1100-\u115f\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  );
}
