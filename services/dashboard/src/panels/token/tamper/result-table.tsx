// The answers to the last edited credential: a row for each instance, the original next to the edited one.
import type { Exchange } from '@scale-out-lab/core/wire';
import { explainExchange } from '../../../ui/explain-exchange.js';
import { InstanceMark } from '../../../ui/instance-mark.js';
import { tokenTexts } from '../texts.js';
import { acceptedBy, type Tampering, tamperings } from './tampering.js';

export function Results({ mode }: { readonly mode: string }) {
  const t = tokenTexts().results;
  const last = tamperings.value.findLast((tampering) => tampering.mode === mode);
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
  const answerOf = (answers: readonly Exchange[], instance: string | null) =>
    answers.find(({ servedBy }) => servedBy === instance);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={t.edited(changes.join(', '))}>
      <table class="token-table">
        <thead>
          <tr>
            <th scope="col">{t.instance}</th>
            <th scope="col">{t.untouched}</th>
            <th scope="col">{t.edited(changes.join(', '))}</th>
          </tr>
        </thead>
        <tbody>
          {instances.map((instance) => (
            <tr key={instance}>
              <th scope="row" class="nowrap">
                <InstanceMark instance={instance} /> {instance ?? 'nginx'}
              </th>
              <Answer exchange={answerOf(untouched, instance)} />
              <Answer exchange={answerOf(edited, instance)} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Answer({ exchange }: { readonly exchange: Exchange | undefined }) {
  const t = tokenTexts().results;
  if (!exchange) return <td class="hint">{t.unasked}</td>;
  const isAccepted = exchange.status === 200;
  return (
    <td>
      <b class={isAccepted ? 'good' : 'bad'}>{isAccepted ? `✓ ${t.accepted}` : `✗ ${t.refused}`}</b>
      <span>{explainExchange(exchange)}</span>
    </td>
  );
}
