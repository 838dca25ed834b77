// Where a log-in can be renewed: who uses the refresh token first, and how the second use gives the theft away.
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { explainExchange } from '../../words/reason.js';
import { renew } from './copy.js';
import { isBusy, type Renewal, thefts } from './theft.js';

const texts = defineTexts(
  {
    title: 'With the refresh token',
    intro:
      'It renews the log-in once, and is replaced by another. When a spent one comes again, more than two seconds later, one of the two has stolen it: the log-in ends for both. Try either order, and after the log-out.',
    victim: 'Alice renews',
    thief: 'Renew with the stolen refresh token',
    by: { victim: 'Alice', thief: 'The thief' } satisfies Record<Renewal['by'], string>,
  },
  {
    title: '리프레시 토큰으로 갱신',
    intro:
      '리프레시 토큰은 로그인을 한 번 갱신하고 새것으로 바뀝니다. 이미 쓴 토큰이 2초 넘게 지나 다시 오면 둘 중 하나는 탈취한 것이므로 두 사람 모두의 로그인을 끝냅니다. 순서를 바꿔서, 그리고 로그아웃한 뒤에도 시도해 보세요.',
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
