// A table in Markdown, whose cells cannot break it.
import type { ReportTable } from './tables.js';

/** With its title and, where it has one, its note. */
export function renderMarkdownSection({ title, note, columns, rows }: ReportTable): readonly string[] {
  return [`## ${title}`, ...(note === '' ? [] : [note]), renderMarkdownTable(columns, rows)];
}

export function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
