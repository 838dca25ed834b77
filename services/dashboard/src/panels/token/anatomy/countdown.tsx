// How long a token still lives, second by second, as a clock and as a bar.
import { defineTexts } from '../../../i18n/texts.js';
import { view } from '../../../view/index.js';
import { formatClock, formatDistance } from './times.js';
import { useNow } from './use-now.js';

const texts = defineTexts(
  {
    left: (clock: string) => `It dies in ${clock}`,
    over: (distance: string) => `It died ${distance}`,
    life: 'Life that is left',
  },
  {
    left: (clock) => `만료까지 ${clock}`,
    over: (distance) => `${distance}에 만료되었습니다`,
    life: '남은 수명',
  },
);

interface CountdownProps {
  readonly from: Date;
  readonly until: Date;
}

export function Countdown({ from, until }: CountdownProps) {
  const t = texts();
  const now = useNow();
  const leftMs = until.getTime() - now;
  const isOver = leftMs <= 0;
  return (
    <div class="token-countdown">
      <p role="timer" class={isOver ? 'bad' : undefined}>
        {isOver ? t.over(formatDistance(until, now, view.value.language)) : t.left(formatClock(leftMs))}
      </p>
      <progress
        aria-label={t.life}
        max={Math.max(1, until.getTime() - from.getTime())}
        value={Math.max(0, leftMs)}
      />
    </div>
  );
}
