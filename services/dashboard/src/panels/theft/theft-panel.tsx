// Steal it: the victim logs in, the thief copies the credential, the victim logs out, the thief keeps using the copy.
import { useEffect } from 'preact/hooks';
import { lanes } from '../../state/view.js';
import { useInterval } from '../../ui/use-interval.js';
import { victimLifeSeconds } from './copy-life.js';
import { ReplayView } from './replay-view.js';
import { CopiedView, LogOutView, RenewStep, VictimView } from './step-views.js';
import { theftTexts } from './texts.js';
import { hasLoggedOut, isAlive, isBusy, type Theft, thefts } from './theft.js';
import {
  copyCredentials,
  isReplaying,
  logInVictims,
  logOutVictims,
  replayCopies,
  stealAtOnce,
  stopReplaying,
} from './theft-actions.js';
import { TheftTable } from './theft-table.js';

export function TheftPanel() {
  const t = theftTexts().panel;
  const one = t.one(victimLifeSeconds);
  useInterval(replayCopies, isReplaying.value ? 1000 : null);
  useEffect(() => stopReplaying, []);
  const some = (test: (theft: Theft) => boolean) =>
    lanes.value.some(({ name }) => thefts.value[name] && test(thefts.value[name]));
  const canCopy = some(({ victim, logOut }) => victim.credential !== null && logOut === null);
  const canLogOut = some((theft) => !hasLoggedOut(theft));
  const canReplay = some(({ copy }) => copy !== null);
  return (
    <>
      <div class="theft-step part stack">
        <h2>{t.title}</h2>
        <p class="hint">{t.intro}</p>
        <div class="row">
          <button type="button" class="main" disabled={isBusy.value} onClick={() => stealAtOnce()}>
            {t.allAtOnce}
          </button>
        </div>
      </div>
      <section class="theft-step part stack" aria-label={one}>
        <h3>{one}</h3>
        <div class="row">
          <button type="button" disabled={isBusy.value} onClick={() => logInVictims()}>
            {t.logIn}
          </button>
        </div>
        {lanes.value.map(({ name }) => (
          <VictimView key={name} mode={name} theft={thefts.value[name]} />
        ))}
      </section>
      <section class="theft-step part stack" aria-label={t.two}>
        <h3>{t.two}</h3>
        <div class="row">
          <button type="button" disabled={isBusy.value || !canCopy} onClick={() => copyCredentials()}>
            {t.copy}
          </button>
        </div>
        {lanes.value.map(({ name }) => (
          <CopiedView key={name} mode={name} theft={thefts.value[name]} />
        ))}
      </section>
      <section class="theft-step part stack" aria-label={t.three}>
        <h3>{t.three}</h3>
        <div class="row">
          <button type="button" disabled={isBusy.value || !canLogOut} onClick={() => logOutVictims()}>
            {t.logOut}
          </button>
          <button type="button" disabled={!canReplay} onClick={() => replayCopies()}>
            {t.replay}
          </button>
          <button
            type="button"
            aria-pressed={isReplaying.value}
            disabled={!isReplaying.value && !some(isAlive)}
            onClick={() => {
              isReplaying.value = !isReplaying.value;
            }}
          >
            {isReplaying.value ? t.stop : t.everySecond}
          </button>
        </div>
        {lanes.value.map((mode) => (
          <div key={mode.name} class="stack">
            <LogOutView mode={mode.name} theft={thefts.value[mode.name]} />
            <ReplayView mode={mode.name} theft={thefts.value[mode.name]} />
          </div>
        ))}
      </section>
      <RenewStep />
      <TheftTable />
    </>
  );
}
