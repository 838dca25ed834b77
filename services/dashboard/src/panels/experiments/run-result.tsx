// What a run that is over has found: the verdict and the tables of its report, and the report to take home.
import type { RunView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { lab } from '../../lab/api.js';
import { ReportTables } from './report-tables.js';

const texts = defineTexts(
  {
    report: 'Report',
    download: (format: string) => `Download ${format}`,
    language: '',
  },
  {
    report: '보고서',
    download: (format: string) => `${format} 내려받기`,
    language: '표와 파일은 명령줄의 보고서 그대로이며 영어입니다.',
  },
);

const formats = { json: 'JSON', md: 'Markdown', html: 'HTML' } as const;

export function RunResult({ over: { id, report } }: { over: RunView }) {
  const t = texts();
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
