// How long a token still lives, second by second, as a clock and as a bar.
import { useEffect, useState } from 'preact/hooks';
import { view } from '../../../state/view.js';
import { formatClock, formatDistance } from '../../../texts/format.js';
import { tokenTexts } from '../texts.js';

interface CountdownProps {
  readonly from: Date;
  readonly until: Date;
}

export function Countdown({ from, until }: CountdownProps) {
  const t = tokenTexts().countdown;
  const now = useNow();
  const leftMs = until.getTime() - now;
  const isOver = leftMs <= 0;
  return (
    <div class="token-countdown row numbers">
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

export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
