// The result of each step of a theft in one mode: the credential, its copy, the log-out, the renewals.
import { defaultGraceSeconds } from '@scale-out-lab/core';
import { lanes } from '../../state/view.js';
import { Countdown } from '../../ui/countdown.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { familyLifeSeconds } from './copy-life.js';
import { theftTexts } from './texts.js';
import { isBusy, type Theft, thefts } from './theft.js';
import { renew } from './theft-actions.js';

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
      <code>{mode}</code>: {t.copied(header, text.length)} <code>{shorten(text)}</code>{' '}
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

/** Its beginning and its end, by which one tells it from another. */
export function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 12)}…${text.slice(-8)}`;
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
