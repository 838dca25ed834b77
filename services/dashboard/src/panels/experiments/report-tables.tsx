// The tables of a report. Cells that disagree with a prediction stand out.
import type { ReportTable } from '@scale-out-lab/core/wire';
import { Scroll } from '../../ui/scroll.js';
import { experimentsTexts } from './texts.js';

/** By their title in the report. */
export function ReportTables({ tables }: { tables: readonly ReportTable[] }) {
  const inWords = experimentsTexts().tables as Readonly<Record<string, string>>;
  return (
    <>
      {tables.map((table) => (
        <section key={table.title} class="stack">
          <h4>{inWords[table.title] ?? table.title}</h4>
          <Table table={table} label={inWords[table.title] ?? table.title} />
          {table.note !== '' && (
            <p class="hint" lang="en">
              {table.note}
            </p>
          )}
        </section>
      ))}
    </>
  );
}

function Table({ table: { columns, rows }, label }: { table: ReportTable; label: string }) {
  return (
    <Scroll label={label}>
      <table lang="en">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells]) => (
            <tr key={`${head} ${cells[0]}`}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]} class={cell.includes('≠') ? 'bad' : undefined}>
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
