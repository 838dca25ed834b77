// Where a log-in can be renewed: who uses the refresh token first, and how a late second use gives the theft away.
import { defaultGraceSeconds } from '@scale-out-lab/core';
import { explainExchange } from '../../state/explain-exchange.js';
import { lanes } from '../../state/lanes.js';
import { renew } from './copy.js';
import { familyLifeSeconds } from './copy-life.js';
import { theftTexts } from './texts.js';
import { isBusy, thefts } from './theft.js';

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
    <section class="theft-step" aria-label={t.title}>
      <h3>{t.title}</h3>
      <p class="hint">{t.intro(defaultGraceSeconds, familyLifeSeconds)}</p>
      <div class="row">
        {(['victim', 'thief'] as const).map((by) => (
          <button key={by} type="button" disabled={isBusy.value || !canRenew[by]} onClick={() => renew(by)}>
            {t[by]}
          </button>
        ))}
      </div>
      <ol class="theft-renewals" aria-live="polite">
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
