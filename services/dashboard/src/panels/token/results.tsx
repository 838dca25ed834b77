// The answers of every instance to a credential as it was issued, and to the edited one.
import type { Exchange } from '@scale-out-lab/core/wire';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { Table } from '../../ui/table.js';
import { acceptedBy, type Tampering, tamperings } from './tampering.js';
import { tokenTexts } from './texts.js';

interface ResultsProps {
  readonly mode: string;
  /** Whether the visitor signed the credential, rather than only edited it. */
  readonly isSigned?: boolean;
}

export function Results({ mode, isSigned = false }: ResultsProps) {
  const t = tokenTexts().results;
  const last = tamperings.value.findLast(
    (tampering) => tampering.mode === mode && (tampering.isSigned ?? false) === isSigned,
  );
  const asked = last?.edited.length ?? 0;
  const verdict = asked === 0 ? t.nobody : t.verdict(acceptedBy(last?.edited ?? []).length, asked);
  return (
    <>
      <p role="status">{last && verdict}</p>
      {last && <ResultTable tampering={last} />}
    </>
  );
}

function ResultTable({ tampering: { changes, untouched, edited } }: { readonly tampering: Tampering }) {
  const t = tokenTexts().results;
  const instances = [...new Set([...untouched, ...edited].map(({ servedBy }) => servedBy))].sort();
  const label = t.edited(changes.join(', '));
  return (
    <Table
      label={label}
      look="token-table token-results"
      columns={[t.instance, t.untouched, label]}
      rows={instances.map((instance) => [
        instance ?? 'nginx',
        <>
          <InstanceMark instance={instance} /> {instance ?? 'nginx'}
        </>,
        ...[untouched, edited].map((answers) => (
          <Answer exchange={answers.find(({ servedBy }) => servedBy === instance)} />
        )),
      ])}
    />
  );
}

function Answer({ exchange }: { readonly exchange: Exchange | undefined }) {
  const t = tokenTexts().results;
  if (!exchange) return <span class="hint">{t.unasked}</span>;
  const isAccepted = exchange.status === 200;
  return (
    <>
      <b class={isAccepted ? 'good' : 'bad'}>{isAccepted ? `✓ ${t.accepted}` : `✗ ${t.refused}`}</b>
      <span>{explainExchange(exchange)}</span>
    </>
  );
}
