// The result of each step of a theft in one mode: the credential, its copy, the log-out, the replays, the renewals.
import { defaultGraceSeconds } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { showDetails } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { shorten } from '../../texts/format.js';
import { Countdown } from '../../ui/countdown.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { type CopyPrediction, familyLifeSeconds } from './copy-life.js';
import {
  isAlive,
  isBusy,
  renew,
  type Theft,
  type TheftResult,
  theftResults,
  thefts,
  theftTexts,
} from './theft.js';

interface StepProps {
  readonly mode: string;
  readonly theft: Theft | undefined;
}

export function VictimView({ mode, theft }: StepProps) {
  const t = theftTexts().steps;
  if (!theft) return null;
  const { victim, loggedInAt } = theft;
  return (
    <p>
      <code>{mode}</code>: {victim.credential ? t.holds(victim.issuedBy ?? '?') : t.refused}{' '}
      {victim.credential && (
        <Countdown label={t.expiry} since={loggedInAt} until={victim.credential.expiresAt} />
      )}
    </p>
  );
}

export function CopiedView({ mode, theft }: StepProps) {
  const t = theftTexts().steps;
  const credential = theft?.copy?.credential;
  if (!credential) return null;
  const { header, text, refreshToken } = credential;
  return (
    <p>
      <code>{mode}</code>: {t.copied(header, text.length)} <code>{shorten(text, 24, 12, 8)}</code>{' '}
      <span class="hint">
        {refreshToken !== null && `${t.withRefresh} `}
        {t.noAffinity}
      </span>
    </p>
  );
}

export function LogOutView({ mode, theft }: StepProps) {
  const t = theftTexts().steps;
  if (!theft?.logOut && !theft?.refusal) return null;
  const { logOut, refusal } = theft;
  const done = refusal === null && logOut !== null ? sayLogOut(logOut) : null;
  return (
    <p role="status">
      <code>{mode}</code>: {done ?? `${t.notOut} ${refusal ? explainExchange(refusal) : ''}`}
    </p>
  );
}

function sayLogOut({ tries, missedAt, instances }: NonNullable<Theft['logOut']>): string {
  const t = theftTexts().steps;
  if (missedAt !== null) return t.missed(missedAt, instances - 1, instances);
  return tries === 1 ? t.loggedOut : t.loggedOutAfter(tries);
}

export function RenewStep() {
  const t = theftTexts().renew;
  const renewable = lanes.value.filter(({ refresh }) => refresh);
  if (renewable.length === 0) return null;
  const all = renewable.flatMap(({ name }) => thefts.value[name] ?? []);
  const canRenew = {
    victim: all.some(({ victim }) => victim.credential?.refreshToken),
    thief: all.some(({ copy }) => copy?.credential?.refreshToken),
  };
  return (
    <section class="theft-step part stack" aria-label={t.title}>
      <h3>{t.title}</h3>
      <p class="hint">{t.intro(defaultGraceSeconds, familyLifeSeconds)}</p>
      <div class="row">
        {(['victim', 'thief'] as const).map((by) => (
          <button key={by} type="button" disabled={isBusy.value || !canRenew[by]} onClick={() => renew(by)}>
            {t[by]}
          </button>
        ))}
      </div>
      <ol class="numbered optional" aria-live="polite">
        {all
          .flatMap(({ renewals }) => renewals)
          .map(({ by, exchange }) => (
            <li key={exchange.id}>
              <b>{t.by[by]}</b>: {explainExchange(exchange)}
            </li>
          ))}
      </ol>
    </section>
  );
}

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
          // The answer of an instance replaces its last one, and keeps the focus.
          <Answer
            key={exchange.servedBy ?? exchange.id}
            exchange={exchange}
            past={replays.slice(-shownReplays)}
          />
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
      <button type="button" onClick={() => showDetails(exchange)}>
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
