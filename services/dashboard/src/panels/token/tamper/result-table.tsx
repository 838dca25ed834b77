// Who accepted what was sent last: a row for each instance, the untouched credential beside the edited one.
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../../i18n/texts.js';
import { InstanceMark } from '../../../marks/instance-mark.js';
import { explainExchange } from '../../../words/reason.js';
import { acceptedBy, type Tampering, tamperings } from './results.js';

const texts = defineTexts(
  {
    instance: 'Instance',
    untouched: 'As it was issued',
    edited: (changes: string) => (changes === '' ? 'Sent unedited' : `Edited: ${changes}`),
    accepted: 'accepted',
    refused: 'refused',
    unasked: 'not asked',
    verdict: (count: number, of: number) =>
      count === 0 ? `None of ${of} instances accepted it.` : `${count} of ${of} instances accepted it.`,
    nobody: 'Nobody answered.',
  },
  {
    instance: '인스턴스',
    untouched: '발급된 그대로',
    edited: (changes) => (changes === '' ? '바꾸지 않고 보냄' : `바꾼 것: ${changes}`),
    accepted: '수락',
    refused: '거부',
    unasked: '보내지 않음',
    verdict: (count, of) =>
      count === 0
        ? `인스턴스 ${of}대 모두 거부했습니다.`
        : `인스턴스 ${of}대 중 ${count}대가 받아들였습니다.`,
    nobody: '아무도 응답하지 않았습니다.',
  },
);

export function Results({ mode }: { readonly mode: string }) {
  const t = texts();
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
  const t = texts();
  const instances = [...new Set([...untouched, ...edited].map(({ servedBy }) => servedBy))].sort();
  const answerOf = (answers: readonly Exchange[], instance: string | null) =>
    answers.find(({ servedBy }) => servedBy === instance);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label={t.edited(changes.join(', '))}>
      <table class="token-results">
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
              <th scope="row" class="token-instance">
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
  const t = texts();
  if (!exchange) return <td class="hint">{t.unasked}</td>;
  const isAccepted = exchange.status === 200;
  return (
    <td>
      <b class={isAccepted ? 'good' : 'bad'}>{isAccepted ? `✓ ${t.accepted}` : `✗ ${t.refused}`}</b>
      <span class="token-reason">{explainExchange(exchange)}</span>
    </td>
  );
}
