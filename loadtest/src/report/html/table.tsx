// A table of a report in HTML: its title, its notes, parts that fit a page, and the meaning of each column.
import type { ReportRow, ReportTable } from '../report-table.js';
import type { ReportTexts } from '../texts/index.js';

/** More columns than these are split into tables below each other: A4 paper has no scroll bar. */
const widestPart = 6;

export function TableSection({ id, table, texts }: { id: string; table: ReportTable; texts: ReportTexts }) {
  return (
    <section id={id}>
      <h2>{table.title}</h2>
      <p class="quiet">{table.note.join(' ')}</p>
      <Table table={table} />
      {table.remarks && table.remarks.length > 0 && (
        <ul>
          {table.remarks.map((remark) => (
            <li>{remark}</li>
          ))}
        </ul>
      )}
      {table.legend && <Legend entries={table.legend} title={texts.page.columns} />}
    </section>
  );
}

type Entries = NonNullable<ReportTable['legend']>;

function Legend({ entries, title }: { entries: Entries; title: string }) {
  const distinct = entries.filter(([name], index) => entries.findIndex(([each]) => each === name) === index);
  return (
    <details open>
      <summary>{title}</summary>
      <dl>
        {distinct.map(([name, meaning]) => (
          <>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}

export function Table({ table: { columns, rows } }: { table: ReportTable }) {
  const [first = '', ...others] = columns;
  const parts = Math.ceil(others.length / widestPart);
  const size = Math.ceil(others.length / parts);
  return (
    <div class="table">
      {Array.from({ length: parts }, (_, part) => {
        const from = part * size;
        return <Part first={first} columns={others.slice(from, from + size)} from={from} rows={rows} />;
      })}
    </div>
  );
}

interface PartProps {
  readonly first: string;
  readonly columns: readonly string[];
  /** The index of its first column. */
  readonly from: number;
  readonly rows: readonly ReportRow[];
}

function Part({ first, columns, from, rows }: PartProps) {
  return (
    <table>
      <thead>
        <tr>
          {[first, ...columns].map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ mode, cells }) => (
          <tr>
            <th scope="row">{mode}</th>
            {columns.map((column, index) => {
              const cell = cells[from + index];
              return (
                <td data-column={column} class={cell?.isWrong ? 'bad' : undefined}>
                  {cell?.lines.join(' / ')}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
