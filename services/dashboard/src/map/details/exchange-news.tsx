// For those who hear the page: what the last requests came to, in one sentence when no more came for a moment.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { exchanges } from '../../state/exchanges.js';
import { explainExchange } from '../../state/explain-exchange.js';
import { isAccepted } from '../dots/route.js';
import { mapTexts } from '../texts.js';

const quietMs = 1000;

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
  return mapTexts().news.counts({ accepted, refused: untold.length - accepted });
}
