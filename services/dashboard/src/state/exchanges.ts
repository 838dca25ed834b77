// The requests of this tab that were answered, the latest last, and which of them somebody looks at.
import { signal } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { seeExchange } from './sightings.js';

const kept = 300;

export const exchanges = signal<readonly Exchange[]>([]);
/** The one whose details are shown. */
export const chosenExchange = signal<Exchange | null>(null);

/** Everything that sends a request hands its exchanges in here. */
export function noteExchanges(news: readonly Exchange[]): void {
  exchanges.value = [...exchanges.value, ...news].slice(-kept);
  for (const exchange of news) seeExchange(exchange);
}
