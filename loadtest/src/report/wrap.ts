// Text in lines that fit a terminal 80 columns wide.

export const widest = 80;

/** Breaks a text into lines that fit. @param indent of all lines but the first */
export function wrap(text: string, indent = 0): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length > widest) lines.push(`${' '.repeat(indent)}${word}`);
    else lines[lines.length - 1] = lines.length === 1 && line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
