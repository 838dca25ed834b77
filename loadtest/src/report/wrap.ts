// Text in columns and lines that fit a terminal 80 columns wide. A Korean character takes two columns.

export const widest = 80;

const wide = /\p{Script=Hangul}/gu;

/** The columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}

/** As `padEnd`, by columns. */
export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** As `padStart`, by columns. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Breaks a text into lines that fit. @param indent of all lines but the first */
export function wrap(text: string, indent = 0, width = widest): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (widthOf(line) + 1 + widthOf(word) > width) lines.push(`${' '.repeat(indent)}${word}`);
    else lines[lines.length - 1] = lines.length === 1 && line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar for a share of `width` columns, in steps of an eighth of a column; at least one for more than nothing. */
export function drawBar(share: number, width: number): string {
  const steps = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0;
  return '█'.repeat(Math.floor(steps / 8)) + eighths[steps % 8];
}
