// For those who hear the page: what the last requests came to, in one sentence when no more came for a moment.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { exchanges } from '../../journey/exchanges.js';
import { explainExchange } from '../../words/reason.js';
import { isAccepted } from '../dots/launch.js';

const quietMs = 1000;

const texts = defineTexts(
  {
    counts: ({ accepted, refused }: { accepted: number; refused: number }) =>
      `${accepted} accepted, ${refused} refused.`,
  },
  { counts: ({ accepted, refused }) => `수락 ${accepted}건, 거부 ${refused}건.` },
);

export function ExchangeNews() {
  const news = useSignal('');
  const told = useSignal(exchanges.peek().at(-1));
  useSignalEffect(() => {
    const all = exchanges.value;
    const timer = setTimeout(() => {
      const last = told.peek();
      const untold = all.slice(last ? all.lastIndexOf(last) + 1 : 0);
      if (untold.length === 0) return;
      told.value = untold.at(-1);
      news.value = tell(untold);
    }, quietMs);
    return () => clearTimeout(timer);
  });
  return (
    <p class="visually-hidden" role="status">
      {news.value}
    </p>
  );
}

function tell(untold: readonly Exchange[]): string {
  const last = untold.at(-1);
  if (last && untold.length === 1) return explainExchange(last);
  const accepted = untold.filter(isAccepted).length;
  return texts().counts({ accepted, refused: untold.length - accepted });
}
