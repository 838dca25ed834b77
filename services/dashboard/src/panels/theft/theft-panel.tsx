// Steal it: the victim logs in, the thief copies the credential, the victim logs out, and the thief goes on.
import { useEffect } from 'preact/hooks';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { useInterval } from '../../ui/use-interval.js';
import { copyCredentials } from './copy.js';
import { victimLifeSeconds } from './copy-life.js';
import { RenewStep } from './renew-step.js';
import { ReplayView } from './replay-view.js';
import { isReplaying, replayCopies, stopReplaying } from './replays.js';
import { stealAtOnce } from './steal-at-once.js';
import { CopiedView, LogOutView, VictimView } from './step-views.js';
import { hasLoggedOut, isAlive, isBusy, type Theft, thefts } from './theft.js';
import { TheftTable } from './theft-table.js';
import { logInVictims, logOutVictims } from './victim.js';

const texts = defineTexts(
  {
    title: 'Steal a credential',
    intro: 'Whoever holds a copy is taken for its owner. What ends that, and how soon?',
    allAtOnce: 'All steps at once',
    one: `1. The victim logs in, for ${victimLifeSeconds} seconds`,
    logIn: 'Alice logs in',
    two: '2. The thief copies what she was given',
    copy: 'Copy the credential into a second client',
    three: '3. She logs out, once; the thief goes on',
    logOut: 'Alice logs out',
    replay: 'Replay on each instance',
    everySecond: 'Replay every second',
    stop: 'Stop replaying',
  },
  {
    title: '자격 증명 탈취',
    intro: '사본을 가진 사람은 누구든 주인으로 취급됩니다. 무엇이 얼마나 빨리 막을 수 있을까요?',
    allAtOnce: '모든 단계를 한 번에',
    one: `1. 피해자가 ${victimLifeSeconds}초 동안 유효한 자격 증명으로 로그인합니다`,
    logIn: 'alice 로그인',
    two: '2. 도둑이 alice가 받은 것을 복사합니다',
    copy: '자격 증명을 두 번째 클라이언트에 복사',
    three: '3. alice는 한 번 로그아웃하고, 도둑은 사본을 계속 씁니다',
    logOut: 'alice 로그아웃',
    replay: '각 인스턴스에 재전송',
    everySecond: '1초마다 재전송',
    stop: '재전송 멈추기',
  },
);

export function TheftPanel() {
  const t = texts();
  useInterval(replayCopies, isReplaying.value ? 1000 : null);
  useEffect(() => stopReplaying, []);
  const some = (test: (theft: Theft) => boolean) =>
    lanes.value.some(({ name }) => thefts.value[name] && test(thefts.value[name]));
  const canCopy = some(({ victim, logOut }) => victim.credential !== null && logOut === null);
  const canLogOut = some((theft) => !hasLoggedOut(theft));
  const canReplay = some(({ copy }) => copy !== null);
  return (
    <>
      <div class="theft-step">
        <h2>{t.title}</h2>
        <p class="hint">{t.intro}</p>
        <div class="row">
          <button type="button" class="main" disabled={isBusy.value} onClick={() => stealAtOnce()}>
            {t.allAtOnce}
          </button>
        </div>
      </div>
      <section class="theft-step" aria-label={t.one}>
        <h3>{t.one}</h3>
        <div class="row">
          <button type="button" disabled={isBusy.value} onClick={() => logInVictims()}>
            {t.logIn}
          </button>
        </div>
        {lanes.value.map(({ name }) => (
          <VictimView key={name} mode={name} theft={thefts.value[name]} />
        ))}
      </section>
      <section class="theft-step" aria-label={t.two}>
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
      <section class="theft-step" aria-label={t.three}>
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
          <div key={mode.name} class="theft-lane">
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
