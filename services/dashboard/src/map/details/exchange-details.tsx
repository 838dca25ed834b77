// The request that was chosen, shown until it is closed: the focus goes there, and back to where it came from.
import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { chosenExchange } from '../../state/exchanges.js';
import { mapTexts } from '../texts.js';
import { entryId } from './exchange-list.js';
import { ExchangeRows } from './exchange-rows.js';

export function ExchangeDetails() {
  const title = useRef<HTMLHeadingElement>(null);
  // The focus moves to the chosen request, from a dot as from the list.
  useSignalEffect(() => {
    if (!chosenExchange.value) return;
    requestAnimationFrame(() => {
      title.current?.focus({ preventScroll: true });
      title.current?.closest('section')?.scrollIntoView({ block: 'nearest' });
    });
  });
  const exchange = chosenExchange.value;
  if (!exchange) return null;
  const t = mapTexts().details;
  return (
    <section class="map-details" aria-labelledby="map-details" onKeyDown={closeOnEscape}>
      <div class="map-details-head">
        <h3 id="map-details" tabIndex={-1} ref={title}>
          {t.title}
        </h3>
        <button type="button" onClick={close}>
          {t.close}
        </button>
      </div>
      <ExchangeRows exchange={exchange} />
    </section>
  );
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') close();
}

/** Back to where it came from, or where it would stand. */
function close(): void {
  const id = chosenExchange.value?.id ?? 0;
  chosenExchange.value = null;
  (document.getElementById(entryId(id)) ?? document.getElementById('map-latest'))?.focus();
}
