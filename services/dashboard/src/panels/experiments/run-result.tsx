// What a run that is over has found: the verdict and the tables of its report, and the report to take home.

import type { RunView } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { ReportTables } from './report-tables.js';
import { experimentsTexts } from './texts.js';

const formats = { json: 'JSON', md: 'Markdown', html: 'HTML' } as const;

export function RunResult({ over: { id, report } }: { over: RunView }) {
  const t = experimentsTexts().result;
  if (!report) return null;
  return (
    <>
      <div lang="en" class="experiments-verdict">
        {report.verdict.map((sentence) => (
          <p key={sentence} class={/[≠✗]/.test(sentence) ? 'bad' : undefined}>
            {sentence}
          </p>
        ))}
      </div>
      <p class="row">
        {Object.entries(formats).map(([format, name]) => (
          <a key={format} href={lab.reportUrl(id, format as keyof typeof formats)} download>
            {t.download(name)}
          </a>
        ))}
      </p>
      <h3>{t.report}</h3>
      {t.language !== '' && <p class="hint">{t.language}</p>}
      <ReportTables tables={report.tables} />
    </>
  );
}
