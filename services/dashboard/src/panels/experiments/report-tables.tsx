// The tables of a report, and the trials of a run as they finish.
import type { ReportTable, RunRow } from '@scale-out-lab/core/wire';
import { view } from '../../state/view.js';
import { Scroll, Table } from '../../ui/table.js';
import { experimentsTexts } from './texts.js';

/** Cells that disagree with a prediction stand out. */
export function ReportTables({ tables }: { tables: readonly ReportTable[] }) {
  return (
    <>
      {tables.map(({ title, note, columns, rows }) => (
        <section key={title} class="stack">
          <h4>{title}</h4>
          <Table
            label={title}
            columns={columns}
            rows={rows.map(([head, ...cells]) => [
              `${head} ${cells[0]}`,
              head,
              ...cells.map((cell) => (cell.includes('≠') ? <span class="bad">{cell}</span> : cell)),
            ])}
          />
          {note !== '' && <p class="hint">{note}</p>}
        </section>
      ))}
    </>
  );
}

const most = 100;

export function RunRows({ rows }: { rows: readonly RunRow[] }) {
  const t = experimentsTexts().trials;
  if (rows.length === 0) return null;
  const older = rows.length - most;
  return (
    <div class="experiments-rows">
      <h3>{t.title}</h3>
      <Scroll label={t.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{t.agrees}</span>
              </th>
              {(['mode', 'experiment', 'result', 'client'] as const).map((key) => (
                <th key={key} scope="col">
                  {t[key]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows
              .slice(-most)
              .reverse()
              .map((row) => (
                <Row key={row.number} row={row} />
              ))}
          </tbody>
        </table>
      </Scroll>
      {older > 0 && <p class="hint">{t.older(older)}</p>}
    </div>
  );
}

/** How each verdict on a trial is shown. */
const verdicts = {
  yes: { mark: '✓', look: 'good' },
  no: { mark: '≠', look: 'bad' },
  undecided: { mark: '≟', look: undefined },
  unmeasured: { mark: '?', look: 'bad' },
} as const;

/** A reason without a verdict is why nothing could be measured. */
function verdictOf({ agrees, disagreement }: RunRow): keyof typeof verdicts {
  if (agrees !== null) return agrees ? 'yes' : 'no';
  return disagreement === null ? 'undecided' : 'unmeasured';
}

function Row({ row }: { row: RunRow }) {
  const t = experimentsTexts().trials;
  const { mode, experiment, client, repeat } = row;
  const isKorean = view.value.language === 'ko';
  const result = isKorean ? row.resultKorean : row.result;
  const disagreement = isKorean ? row.disagreementKorean : row.disagreement;
  const verdict = verdictOf(row);
  const { mark, look } = verdicts[verdict];
  return (
    <>
      <tr>
        <td class={look}>
          <span aria-hidden="true" title={t[verdict]}>
            {mark}
          </span>
          <span class="visually-hidden">{t[verdict]}</span>
        </td>
        <th scope="row">{mode}</th>
        <td>
          {experiment} {repeat > 1 && `(${repeat})`}
        </td>
        <td>{result}</td>
        <td>{client}</td>
      </tr>
      {disagreement !== null && (
        <tr>
          <td colSpan={5} class="bad">
            <span class="experiments-disagreement">{disagreement}</span>
          </td>
        </tr>
      )}
    </>
  );
}
