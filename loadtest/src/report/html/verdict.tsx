// The top of the report: the measurement, its date and machine, the modes that lose nothing, and the disagreements.
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { groupTrials } from '../../statistics/samples.js';
import { renderPercent, renderVerdict } from '../report-table.js';
import type { ReportTexts } from '../texts/index.js';

export function Verdict({ document, texts }: { document: ReportDocument; texts: ReportTexts }) {
  const { environment, settings, trials } = document;
  const { page } = texts;
  const versions = Object.entries(environment.versions).map(([product, version]) => `${product} ${version}`);
  const date = environment.date.replace('T', ' ').replace(/:\d\d\.\d+Z$/, '');
  const [summary, ...findings] = renderVerdict(document, { isColored: false, texts });
  const instances = environment.instances.length;
  return (
    <header>
      <h1>{page.title(instances)}</h1>
      <p class="quiet">
        {[
          page.conditions(instances, settings.modes.length, trials.length),
          page.measuredOn(date),
          [`Node.js ${environment.node}`, ...versions].join(', '),
        ].join(' · ')}
      </p>
      <div class="verdict">
        <p>{summary}</p>
        <Modes document={document} texts={texts} />
        {findings.length > 0 && (
          <ul>
            {findings.map((finding) => (
              <li class={finding.startsWith('✗') ? 'bad' : undefined}>{finding}</li>
            ))}
          </ul>
        )}
      </div>
    </header>
  );
}

/** The modes that lose nothing, and the others with the share that their worst client model loses. */
function Modes({ document, texts: { page } }: { document: ReportDocument; texts: ReportTexts }) {
  const groups = groupTrials(document.trials);
  if (groups.length === 0) return null;
  const worst = new Map<string, number>();
  for (const { mode, failureRate } of groups) {
    worst.set(mode, Math.max(worst.get(mode) ?? 0, failureRate.max));
  }
  const losing = [...worst].filter(([, rate]) => rate > 0);
  const isUnproven = (mode: string) => groups.some((group) => group.mode === mode && group.agrees !== true);
  const others = [...worst.keys()].filter((mode) => worst.get(mode) === 0 && !isUnproven(mode));
  return (
    <>
      <p>
        <strong>{page.losesNothing}</strong> {others.join(', ') || page.noMode}.
      </p>
      <p>
        <strong>{page.loses}</strong>{' '}
        {losing.map(([mode, rate]) => `${mode} (${page.worst} ${renderPercent(rate)})`).join(', ') ||
          page.noMode}
        .
      </p>
    </>
  );
}
