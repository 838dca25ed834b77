// The latest requests, each of which opens its details: for everybody who cannot click on a dot that moves.
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { chosenExchange, exchanges } from '../../journey/exchanges.js';
import { lanes } from '../../journey/lanes.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { isAccepted } from '../dots/launch.js';
import { kindTexts, shortReason } from '../texts.js';
import { ExchangeNews } from './exchange-news.js';

const shown = 8;

const texts = defineTexts(
  { title: 'Latest requests', none: 'None yet: log in and send one.', nobody: 'nobody' },
  { title: '최근 요청', none: '아직 없습니다. 로그인하고 요청을 보내 보세요.', nobody: '응답 없음' },
);

export function ExchangeList() {
  const t = texts();
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
      <span>{kindTexts()[kind]}</span>
      <span class="map-served">
        <InstanceMark instance={servedBy} size={12} /> {servedBy ?? texts().nobody}
      </span>
      <span class="map-outcome">{shortReason(exchange)}</span>
      {lanes.value.length > 1 && <span class="map-mode">{mode}</span>}
    </button>
  );
}

/** Where the focus goes when the details close. */
export const entryId = (id: number) => `exchange-${id}`;
