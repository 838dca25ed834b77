// Where a log-in can be renewed: who uses the refresh token first, and how a late second use gives the theft away.
import { defaultGraceSeconds } from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { explainExchange } from '../../words/reason.js';
import { renew } from './copy.js';
import { familyLifeSeconds } from './copy-life.js';
import { isBusy, type Renewal, thefts } from './theft.js';

const texts = defineTexts(
  {
    title: 'With the refresh token',
    intro: `A refresh token renews the log-in and has one descendant. For ${defaultGraceSeconds} s (REFRESH_GRACE) the spent token gives that descendant again, because a second tab needs it: a thief who comes so soon is not noticed. Later, a spent token is a stolen one, and the log-in ends for both. Try either order, and after the log-out; the refresh token lives for ${familyLifeSeconds} s.`,
    victim: 'Alice renews',
    thief: 'Renew with the stolen refresh token',
    by: { victim: 'Alice', thief: 'The thief' } satisfies Record<Renewal['by'], string>,
  },
  {
    title: '리프레시 토큰으로 갱신',
    intro: `리프레시 토큰은 로그인을 갱신하고 다음 토큰 하나로 바뀝니다. 이미 쓴 토큰도 ${defaultGraceSeconds}초(REFRESH_GRACE) 동안은 같은 다음 토큰을 다시 받습니다. 탭을 여러 개 연 사용자에게 필요하기 때문인데, 그 사이에 온 도둑은 드러나지 않습니다. 그보다 늦게 온 토큰은 탈취된 것으로 보고 두 사람 모두의 로그인을 끝냅니다. 순서를 바꿔서, 그리고 로그아웃한 뒤에도 시도해 보세요. 여기서 리프레시 토큰은 ${familyLifeSeconds}초 동안 유효합니다.`,
    victim: 'alice가 갱신',
    thief: '훔친 리프레시 토큰으로 갱신',
    by: { victim: 'alice', thief: '도둑' },
  },
);

export function RenewStep() {
  const t = texts();
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
      <p class="hint">{t.intro}</p>
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
