// Everything about one request: what was sent, what it carried, what was looked up, and why it was answered so.
import { findMode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import type { ComponentChildren } from 'preact';
import { defineTexts } from '../../i18n/texts.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { explainExchange } from '../../words/reason.js';
import { timeOfDay } from '../../words/time-of-day.js';
import { isAccepted } from '../dots/launch.js';
import { inMs } from '../texts.js';
import { Carried } from './carried.js';
import { tellLookUp } from './look-up-words.js';
import { lookedUp } from './looked-up.js';

const texts = defineTexts(
  {
    sent: 'Sent',
    when: ({ time, ms }: { time: string; ms: string }) => `${time}, answered after ${ms} ms`,
    carried: 'Carried',
    looked: 'Looked up',
    answer: 'Answer',
    words: 'In its words',
    issued: 'Issued by',
    served: 'Served by',
    nobody: 'nobody',
    unknown: 'not known',
    retried: 'nginx asked another instance first, which did not answer.',
    status: ({ status }: { status: number | null }) => (status === null ? 'No answer' : `HTTP ${status}`),
  },
  {
    sent: '요청',
    when: ({ time, ms }) => `${time}, ${ms} ms 뒤에 응답`,
    carried: '자격 증명',
    looked: '확인 과정',
    answer: '응답',
    words: '응답 원문',
    issued: '발급한 곳',
    served: '응답한 곳',
    nobody: '없음',
    unknown: '알 수 없음',
    retried: 'nginx가 먼저 다른 인스턴스에 보냈지만 응답하지 않았습니다.',
    status: ({ status }) => (status === null ? '응답 없음' : `HTTP ${status}`),
  },
);

export function ExchangeRows({ exchange }: { exchange: Exchange }) {
  const t = texts();
  const { method, path, sentAt, durationMs, mode, status, detail, isRetried } = exchange;
  const time = timeOfDay(sentAt);
  const axes = findMode(mode);
  return (
    <dl class="map-rows">
      <Row name={t.sent}>
        <p>
          <code>
            {method} {path}
          </code>
        </p>
        <p class="hint">{t.when({ time, ms: inMs(durationMs) })}</p>
        {isRetried && <p>{t.retried}</p>}
      </Row>
      <Row name={t.carried}>
        <Carried exchange={exchange} />
      </Row>
      <Row name={t.issued}>
        <Instance id={exchange.issuedBy} otherwise={t.unknown} />
      </Row>
      <Row name={t.served}>
        <Instance id={exchange.servedBy} otherwise={t.nobody} />
      </Row>
      <Row name={t.looked}>
        <ol>
          {(axes ? lookedUp(axes, exchange) : []).map((step) => (
            <li key={step.what}>{tellLookUp(step)}</li>
          ))}
        </ol>
      </Row>
      <Row name={t.answer}>
        <p>
          <b class={isAccepted(exchange) ? 'good' : 'bad'}>
            {isAccepted(exchange) ? '✓' : '✗'} {t.status({ status })}
          </b>{' '}
          {explainExchange(exchange)}
        </p>
      </Row>
      {detail !== null && (
        <Row name={t.words}>
          <q lang="en">{detail}</q>
        </Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Instance({ id, otherwise }: { id: string | null; otherwise: string }) {
  if (id === null) return <>{otherwise}</>;
  return (
    <>
      <InstanceMark instance={id} /> {id}
    </>
  );
}
