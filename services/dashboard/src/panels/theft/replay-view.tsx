// The answers of every instance to the copy, the last replays as a strip, and how long the copy worked after the log-out.
import type { Exchange } from '@scale-out-lab/core/wire';
import { chosenExchange } from '../../state/exchanges.js';
import { Countdown } from '../../ui/countdown.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import type { CopyPrediction } from './copy-life.js';
import { theftTexts } from './texts.js';
import { isAlive, type Theft, type TheftResult, theftResults } from './theft.js';

const shownReplays = 30;

export function ReplayView({ mode, theft }: { mode: string; theft: Theft | undefined }) {
  const t = theftTexts().replay;
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
      <ul class="theft-answers stack">
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

/** The last answer of one instance with its reason, and the earlier answers as a strip. */
function Answer({ exchange, past }: { exchange: Exchange; past: Theft['replays'] }) {
  const t = theftTexts().replay;
  const isAccepted = exchange.status === 200;
  const earlier = past.flatMap(
    (replay) => replay.find(({ servedBy }) => servedBy === exchange.servedBy) ?? [],
  );
  return (
    <li>
      <button
        type="button"
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

function sayResult({
  workedSeconds,
  acceptedBy,
  instances,
  isDead,
  prediction,
  agrees,
}: TheftResult): string {
  const t = theftTexts().replay;
  const reach = acceptedBy.length;
  const seconds = workedSeconds.toFixed(1);
  const measured =
    isDead && reach === 0 ? t.stopped(instances) : t[isDead ? 'worked' : 'works'](seconds, reach, instances);
  const verdict = agrees === null ? '' : t[agrees ? 'agrees' : 'disagrees'];
  return `${measured} ${describePrediction(prediction, instances)} ${verdict}`;
}

function describePrediction({ reach, seconds }: CopyPrediction, instances: number): string {
  const t = theftTexts().replay;
  if (reach === 0) return t.predictedAtOnce;
  return t.prediction(reach, instances, Number.isFinite(seconds[1]) ? seconds[1].toFixed(1) : '?');
}
