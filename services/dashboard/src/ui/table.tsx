// A table in a named box, which scrolls by itself, also with the arrow keys.
import type { ComponentChildren } from 'preact';

/** A title, or a title with a class for all cells of its column. An empty title leaves the corner empty. */
type Column = string | { readonly title: string; readonly look: string | undefined };

type TableRow = readonly [
  key: string | number,
  head: ComponentChildren,
  ...cells: readonly ComponentChildren[],
];

interface TableProps {
  readonly label: string;
  /** The class of a caption that shows the label. */
  readonly caption?: string;
  readonly look?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export function Table({ label, caption, look, columns, rows }: TableProps) {
  const lookOf = (at: number) => {
    const column = columns[at];
    return typeof column === 'object' ? column.look : undefined;
  };
  return (
    <Scroll label={label}>
      <table class={look}>
        {caption !== undefined && <caption class={caption}>{label}</caption>}
        <thead>
          <tr>
            {columns.map((column, at) => {
              const title = typeof column === 'object' ? column.title : column;
              if (title === '') return <td key="" />;
              return (
                <th key={title} scope="col" class={lookOf(at)}>
                  {title}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, head, ...cells]) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, at) => (
                <td key={at} class={lookOf(at + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1)
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
