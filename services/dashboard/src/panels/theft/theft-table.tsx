// All modes: what stops a copy and how fast, as foretold, beside what was tried in this tab.
import {
  catalogue,
  countAcceptingAfterLogOut,
  type LogOutReach,
  logOutReach,
  shareOfMissedLogOuts,
} from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import { labState } from '../../lab/state.js';
import { Scroll } from '../../ui/scroll.js';
import { choose } from '../../view/index.js';
import { type TheftResult, theftResults } from './results.js';

const texts = defineTexts(
  {
    title: 'What stops a copy, and how fast',
    mode: 'Mode',
    stops: 'What stops it',
    predicted: 'Works after the log-out (predicted)',
    tried: 'Tried',
    reach: {
      'every-instance': 'Her log-out, everywhere',
      'one-instance': 'Her log-out on one instance; elsewhere its expiry',
      nowhere: 'Its expiry alone',
    } satisfies Record<LogOutReach, string>,
    ifItArrives: (missed: number, of: number) =>
      `Her log-out, if it arrives: ${missed} of ${of} meet an instance that does not know her, and end nothing`,
    atOnce: 'nowhere',
    atOnceIfItArrives: 'nowhere, if it arrives',
    dead: (of: number) => `dead at once, on all ${of}`,
    until: (reach: number, of: number) => `on ${reach} of ${of}, until its expiry`,
    notYet: 'not yet',
    result: (seconds: string, reach: number, of: number) => `${seconds} s on ${reach} of ${of}`,
    soFar: (seconds: string, reach: number, of: number) => `${seconds} s on ${reach} of ${of} so far`,
    choose: (mode: string) => `Try ${mode}`,
  },
  {
    title: '무엇이 얼마나 빨리 사본을 막는가',
    mode: '모드',
    stops: '막는 것',
    predicted: '로그아웃 뒤 통하는 곳(예측)',
    tried: '시도 결과',
    reach: {
      'every-instance': '로그아웃(모든 인스턴스)',
      'one-instance': '한 인스턴스는 로그아웃, 나머지는 만료',
      nowhere: '만료뿐',
    },
    ifItArrives: (missed, of) =>
      `로그아웃이 도착하면. ${of}번 중 ${missed}번은 alice를 모르는 인스턴스를 만나 아무것도 끝내지 못함`,
    atOnce: '없음',
    atOnceIfItArrives: '도착하면 없음',
    dead: (of) => `${of}대 모두에서 즉시 막힘`,
    until: (reach, of) => `${of}대 중 ${reach}대, 만료될 때까지`,
    notYet: '아직 안 함',
    result: (seconds, reach, of) => `${seconds}초, ${of}대 중 ${reach}대`,
    soFar: (seconds, reach, of) => `지금까지 ${seconds}초, ${of}대 중 ${reach}대`,
    choose: (mode) => `${mode} 시도하기`,
  },
);

export function TheftTable() {
  const t = texts();
  const instances = Math.max(1, labState.value?.instances.length ?? 1);
  return (
    <div class="theft-step">
      <h3>{t.title}</h3>
      <Scroll label={t.title}>
        <table class="theft-table">
          <thead>
            <tr>
              <th scope="col">{t.mode}</th>
              <th scope="col">{t.predicted}</th>
              <th scope="col">{t.tried}</th>
              <th scope="col">{t.stops}</th>
            </tr>
          </thead>
          <tbody>
            {catalogue.map((mode) => {
              const reach = countAcceptingAfterLogOut(mode, instances);
              const missed = Math.round(shareOfMissedLogOuts(mode, instances) * instances);
              return (
                <tr key={mode.name}>
                  <th scope="row">
                    <button
                      type="button"
                      class="theft-mode"
                      aria-label={t.choose(mode.name)}
                      onClick={() => choose({ mode: mode.name, versus: null })}
                    >
                      {mode.name}
                    </button>
                  </th>
                  <td>
                    {reach === 0 ? (missed > 0 ? t.atOnceIfItArrives : t.atOnce) : t.until(reach, instances)}
                  </td>
                  <td>{sayTried(theftResults.value[mode.name])}</td>
                  <td>
                    {missed > 0 && reach === 0
                      ? t.ifItArrives(missed, instances)
                      : t.reach[logOutReach(mode)]}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

function sayTried(result: TheftResult | undefined): string {
  const t = texts();
  if (!result) return t.notYet;
  const { workedSeconds, acceptedBy, instances, isDead, agrees } = result;
  const reach = acceptedBy.length;
  const words =
    isDead && reach === 0
      ? t.dead(instances)
      : t[isDead ? 'result' : 'soFar'](workedSeconds.toFixed(1), reach, instances);
  return agrees === false ? `≠ ${words}` : words;
}
