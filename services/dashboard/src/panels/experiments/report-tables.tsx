// The tables of a report as it has them; what disagrees with its prediction stands out.
import type { ReportTable } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { Scroll } from '../../ui/scroll.js';

/** By their title in the report. */
const titles = defineTexts(
  {
    'Logged-in requests lost': 'Logged-in requests lost',
    'Latency and goodput of successes': 'Latency and goodput of successes',
    Scorecard: 'Scorecard',
    Faults: 'Faults',
  },
  {
    'Logged-in requests lost': '로그인한 사용자의 실패한 요청',
    'Latency and goodput of successes': '성공한 요청의 지연 시간과 처리량',
    Scorecard: '스코어카드',
    Faults: '장애',
  },
);

export function ReportTables({ tables }: { tables: readonly ReportTable[] }) {
  const inWords = titles() as Readonly<Record<string, string>>;
  return (
    <>
      {tables.map((table) => (
        <section key={table.title} class="experiments-table">
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
