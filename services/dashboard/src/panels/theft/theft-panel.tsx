// Steal it: the victim logs in, the thief copies the credential, the victim logs out, the thief keeps using the copy.
import { catalogue, countAcceptingAfterLogOut, logOutReach, shareOfMissedLogOuts } from '@scale-out-lab/core';
import { useEffect } from 'preact/hooks';
import { labState } from '../../state/lab-state.js';
import { choose, lanes } from '../../state/view.js';
import { attemptInBackground } from '../../ui/notice.js';
import { Table } from '../../ui/table.js';
import { useInterval } from '../../ui/use-interval.js';
import { victimLifeSeconds } from './copy-life.js';
import {
  copyCredentials,
  hasLoggedOut,
  isAlive,
  isBusy,
  isReplaying,
  logInVictims,
  logOutVictims,
  replayCopies,
  stealAtOnce,
  stopReplaying,
  type Theft,
  type TheftResult,
  theftResults,
  thefts,
  theftTexts,
} from './theft.js';
import { CopiedView, LogOutView, RenewStep, ReplayView, VictimView } from './theft-steps.js';

export function TheftPanel() {
  const t = theftTexts().panel;
  const one = t.one(victimLifeSeconds);
  useInterval(() => void replayCopies(attemptInBackground), isReplaying.value ? 1000 : null);
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
          <button
            type="button"
            class="main"
            data-control="steal"
            disabled={isBusy.value}
            onClick={() => stealAtOnce()}
          >
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

function TheftTable() {
  const t = theftTexts().table;
  const instances = Math.max(1, labState.value?.instances.length ?? 1);
  return (
    <div class="theft-step part stack">
      <h3>{t.title}</h3>
      <Table
        label={t.title}
        look="theft-table"
        columns={[t.mode, t.predicted, t.tried, t.stops]}
        rows={catalogue.map((mode) => {
          const { name } = mode;
          const reach = countAcceptingAfterLogOut(mode, instances);
          const missed = Math.round(shareOfMissedLogOuts(mode, instances) * instances);
          const canMiss = missed > 0 && reach === 0;
          return [
            name,
            <button
              type="button"
              aria-label={t.choose(name)}
              onClick={() => choose({ mode: name, versus: null })}
            >
              {name}
            </button>,
            canMiss ? t.atOnceIfItArrives : reach === 0 ? t.atOnce : t.until(reach, instances),
            sayTried(theftResults.value[name]),
            canMiss ? t.ifItArrives(missed, instances) : t.reach[logOutReach(mode)],
          ];
        })}
      />
    </div>
  );
}

function sayTried(result: TheftResult | undefined): string {
  const t = theftTexts().table;
  if (!result) return t.notYet;
  const { workedSeconds, acceptedBy, instances, isDead, agrees } = result;
  const reach = acceptedBy.length;
  const words =
    isDead && reach === 0
      ? t.dead(instances)
      : t[isDead ? 'result' : 'soFar'](workedSeconds.toFixed(1), reach, instances);
  return agrees === false ? `≠ ${words}` : words;
}
