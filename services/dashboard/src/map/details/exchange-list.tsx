// The latest requests, each of which opens its details: for everybody who cannot click on a dot that moves.
import type { Exchange } from '@scale-out-lab/core/wire';
import { chosenExchange, exchanges } from '../../state/exchanges.js';
import { lanes } from '../../state/lanes.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { isAccepted } from '../dots/route.js';
import { shortReason } from '../outcome.js';
import { mapTexts } from '../texts.js';
import { ExchangeNews } from './exchange-news.js';

const shown = 8;

export function ExchangeList() {
  const t = mapTexts().latest;
  const latest = exchanges.value.slice(-shown).reverse();
  return (
    <div class="map-latest">
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
  const choose = () => {
    chosenExchange.value = isChosen ? null : exchange;
  };
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

/** Where the focus goes when the details close. */
export const entryId = (id: number) => `exchange-${id}`;
