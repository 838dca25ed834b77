// The latest requests. Each opens its details, as a click on its dot does.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { chosenExchange, exchanges, showDetails } from '../../state/lab-state.js';
import { mapTexts } from '../../state/texts.js';
import { lanes } from '../../state/view.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { isAccepted, shortReason } from '../dots/route.js';

const shown = 8;

export function ExchangeList() {
  const t = mapTexts().latest;
  const latest = exchanges.value.slice(-shown).reverse();
  return (
    <div class="map-latest" data-control="requests">
      <h3 id="map-latest" tabIndex={-1}>
        {t.title}
      </h3>
      {latest.length === 0 && <p class="hint">{t.none}</p>}
      <ol aria-labelledby="map-latest">
        {latest.map((exchange) => (
          <li key={exchange.id}>
            <Entry exchange={exchange} />
          </li>
        ))}
      </ol>
      <ExchangeNews />
    </div>
  );
}

function Entry({ exchange }: { exchange: Exchange }) {
  const { id, kind, mode, servedBy } = exchange;
  const isChosen = chosenExchange.value?.id === id;
  const choose = () => showDetails(isChosen ? null : exchange);
  return (
    <button type="button" id={entryId(id)} class="map-entry" aria-expanded={isChosen} onClick={choose}>
      <span class={isAccepted(exchange) ? 'good' : 'bad'} aria-hidden="true">
        {isAccepted(exchange) ? '✓' : '✗'}
      </span>
      <span>{mapTexts().kinds[kind]}</span>
      <span class="map-served">
        <InstanceMark instance={servedBy} size={12} /> {servedBy ?? mapTexts().latest.nobody}
      </span>
      <span class="map-outcome">{shortReason(exchange)}</span>
      {lanes.value.length > 1 && <span class="map-mode">{mode}</span>}
    </button>
  );
}

/** The focus returns to this entry when the details close. */
export const entryId = (id: number) => `exchange-${id}`;

const quietMs = 1000;

function ExchangeNews() {
  const news = useSignal('');
  const announced = useSignal(exchanges.peek().at(-1));
  useSignalEffect(() => {
    const all = exchanges.value;
    const timer = setTimeout(() => {
      const last = announced.peek();
      const unannounced = all.slice(last ? all.lastIndexOf(last) + 1 : 0);
      if (unannounced.length === 0) return;
      announced.value = unannounced.at(-1);
      news.value = announce(unannounced);
    }, quietMs);
    return () => clearTimeout(timer);
  });
  return (
    <p class="visually-hidden" role="status">
      {news.value}
    </p>
  );
}

function announce(unannounced: readonly Exchange[]): string {
  const last = unannounced.at(-1);
  if (last && unannounced.length === 1) return explainExchange(last);
  const accepted = unannounced.filter(isAccepted).length;
  return mapTexts().news.counts({ accepted, refused: unannounced.length - accepted });
}
