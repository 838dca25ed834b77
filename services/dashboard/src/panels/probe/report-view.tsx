// The report of a probe: the failure rate, the checks by client and connection, and each diagnosis with its remedy.
import type { Diagnosis, ProbeReport } from '@scale-out-lab/core/wire';
import { Table } from '../../ui/table.js';
import { probeTexts } from './probe.js';
import './probe.css';

export function ReportView({ url, report }: { readonly url: string; readonly report: ProbeReport }) {
  const t = probeTexts();
  const { failureRate, requests, interval, parts, protocols, diagnoses, reason, remarks, notRun } = report;
  const notes = [...(reason === null ? [] : [reason]), ...remarks];
  return (
    <>
      <p class="hint">{url}</p>
      {parts.length > 0 && (
        <p>
          {t.result.rate(failureRate, requests, ...interval)} {t.result.instances(countInstances(report))}{' '}
          {t.result.protocol(protocols.join(', '))}
        </p>
      )}
      {diagnoses.map((each) => (
        <DiagnosisView key={each.cause} diagnosis={each} />
      ))}
      {notes.length + notRun.length > 0 && (
        <section class="stack" aria-label={t.result.notes}>
          <h3>{t.result.notes}</h3>
          <ul class="probe-sentences">
            {notes.map((each) => (
              <li key={each} lang="en">
                {each}
              </li>
            ))}
            {notRun.map((step) => (
              <li key={step}>{t.result.notRun(step)}</li>
            ))}
          </ul>
        </section>
      )}
      {parts.length > 0 && (
        <Table
          label={t.result.parts}
          caption="hint"
          look="probe-parts"
          columns={[t.result.columns.part, t.result.columns.sent, t.result.columns.failed]}
          rows={parts.map(({ part, requests: sent, failures }) => [part, t.parts[part], sent, failures])}
        />
      )}
      {t.result.language !== '' && <p class="hint">{t.result.language}</p>}
    </>
  );
}

function DiagnosisView({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const { cause, confidence, evidence, remedy } = diagnosis;
  const t = probeTexts();
  const title = t.result.diagnosis(t.causes[cause], t.confidences[confidence]);
  const translated = t.remedies[cause];
  return (
    <section class="stack" aria-label={title}>
      <h3>{title}</h3>
      <p>
        <b>{t.result.remedy}:</b> {translated ?? remedy}
      </p>
      <details>
        <summary>{t.result.evidence}</summary>
        <ul lang="en" class="probe-sentences">
          {evidence.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function countInstances({ instances: { estimate, interval, named } }: ProbeReport): string {
  if (named.length > 0) return `${named.length} (${named.join(', ')})`;
  if (estimate === null || interval === null) return probeTexts().result.untold;
  const [low, high] = interval;
  return low === high
    ? `${estimate}`
    : `≈ ${estimate.toFixed(1)} (95%: ${low.toFixed(1)}–${high.toFixed(1)})`;
}
