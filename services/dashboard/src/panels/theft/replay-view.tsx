// What each instance said to the copy, now and over the last replays, and how long it has worked after the log-out.
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { chosenExchange } from '../../journey/exchanges.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { Countdown } from '../../ui/countdown.js';
import { explainExchange } from '../../words/reason.js';
import type { CopyForetold } from './copy-life.js';
import { type TheftResult, theftResults } from './results.js';
import { isAlive, type Theft } from './theft.js';

const texts = defineTexts(
  {
    expiry: "The copy's expiry:",
    before: 'Before the log-out the copy works as well as the original.',
    works: (seconds: string, reach: number, of: number) =>
      `The copy still works, ${seconds} s after the log-out, on ${reach} of ${of} instances so far;`,
    worked: (seconds: string, reach: number, of: number) =>
      `The copy worked for ${seconds} s after the log-out, on ${reach} of ${of} instances;`,
    stopped: (of: number) => `The copy was dead at once, on all ${of} instances;`,
    foretoldAtOnce: 'predicted: dead at once.',
    foretold: (reach: number, of: number, seconds: string) =>
      `predicted ${reach} of ${of}, up to the expiry, ${seconds} s after the log-out.`,
    agrees: 'As predicted.',
    disagrees: 'Not as predicted.',
    accepted: 'accepted',
    refused: 'refused',
    lately: 'The last replays, the latest on the right',
  },
  {
    expiry: '사본 만료까지:',
    before: '로그아웃하기 전에는 사본도 원본처럼 통합니다.',
    works: (seconds, reach, of) =>
      `로그아웃 ${seconds}초 뒤에도 사본이 통합니다(지금까지 ${of}대 중 ${reach}대).`,
    worked: (seconds, reach, of) =>
      `사본은 로그아웃 뒤 ${seconds}초 동안, 인스턴스 ${of}대 중 ${reach}대에서 통했습니다.`,
    stopped: (of) => `사본은 ${of}대 모두에서 즉시 막혔습니다.`,
    foretoldAtOnce: '예측: 즉시 막힘.',
    foretold: (reach, of, seconds) => `예측: ${of}대 중 ${reach}대, 만료될 때까지(로그아웃 ${seconds}초 뒤).`,
    agrees: '예측과 같습니다.',
    disagrees: '예측과 다릅니다.',
    accepted: '수락',
    refused: '거부',
    lately: '최근 재전송(오른쪽이 최신)',
  },
);

const shownReplays = 30;

export function ReplayView({ mode, theft }: { mode: string; theft: Theft | undefined }) {
  const t = texts();
  if (!theft?.copy) return null;
  const { copy, replays, logOut, loggedInAt } = theft;
  const last = replays.at(-1) ?? [];
  const result = theftResults.value[mode];
  return (
    <>
      <p>
        <code>{mode}</code>{' '}
        <Countdown label={t.expiry} since={loggedInAt} until={copy.credential?.expiresAt ?? null} />
      </p>
      <ul class="theft-answers">
        {last.map((exchange) => (
          <Answer key={exchange.id} exchange={exchange} past={replays.slice(-shownReplays)} />
        ))}
      </ul>
      {replays.length > 0 && logOut === null && <p class="hint">{t.before}</p>}
      {/* Read out when it is over, not each second. */}
      {logOut !== null && replays.length > 0 && result && (
        <p role={isAlive(theft) ? undefined : 'status'}>{sayResult(result)}</p>
      )}
    </>
  );
}

/** Of one instance: its last answer with the reason, and those before as a strip. */
function Answer({ exchange, past }: { exchange: Exchange; past: Theft['replays'] }) {
  const t = texts();
  const isAccepted = exchange.status === 200;
  const earlier = past.flatMap(
    (replay) => replay.find(({ servedBy }) => servedBy === exchange.servedBy) ?? [],
  );
  return (
    <li>
      <button
        type="button"
        class="theft-answer"
        onClick={() => {
          chosenExchange.value = exchange;
        }}
      >
        <InstanceMark instance={exchange.servedBy} /> {exchange.servedBy ?? '?'}{' '}
        <b class={isAccepted ? 'good' : 'bad'}>
          <span aria-hidden="true">{isAccepted ? '✓' : '×'}</span>
          <span class="visually-hidden">{isAccepted ? t.accepted : t.refused}</span>
        </b>
      </button>
      <span class="hint">{explainExchange(exchange)}</span>
      <span class="theft-strip" aria-hidden="true" title={t.lately}>
        {earlier.map(({ id, status }) => (
          <i key={id} class={status === 200 ? 'accepted' : 'refused'} />
        ))}
      </span>
    </li>
  );
}

function sayResult({ workedSeconds, acceptedBy, instances, isDead, foretold, agrees }: TheftResult): string {
  const t = texts();
  const reach = acceptedBy.length;
  const seconds = workedSeconds.toFixed(1);
  const measured =
    isDead && reach === 0 ? t.stopped(instances) : t[isDead ? 'worked' : 'works'](seconds, reach, instances);
  const verdict = agrees === null ? '' : t[agrees ? 'agrees' : 'disagrees'];
  return `${measured} ${sayForetold(foretold, instances)} ${verdict}`;
}

function sayForetold({ reach, seconds }: CopyForetold, instances: number): string {
  const t = texts();
  if (reach === 0) return t.foretoldAtOnce;
  return t.foretold(reach, instances, Number.isFinite(seconds[1]) ? seconds[1].toFixed(1) : '?');
}
