// Requests of this tab, the latest last, and the traffic of experiments: for the lists, the map and the workshop.
import { signal } from '@preact/signals';
import type { Exchange, LabEvents } from '@scale-out-lab/core/wire';

const kept = 300;

export const exchanges = signal<readonly Exchange[]>([]);
/** The one whose details are shown. */
export const chosenExchange = signal<Exchange | null>(null);

/** Everything that sends a request hands its exchanges in here. */
export function noteExchanges(news: readonly Exchange[]): void {
  exchanges.value = [...exchanges.value, ...news].slice(-kept);
  for (const exchange of news) seeExchange(exchange);
}

type Traffic = LabEvents['traffic'];
interface Watcher {
  readonly onExchange: (exchange: Exchange) => void;
  readonly onTraffic: (traffic: Traffic) => void;
}

const watchers = new Set<Watcher>();

/** Returns a function that stops it. */
export function watchRequests(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function seeExchange(exchange: Exchange): void {
  for (const { onExchange } of watchers) onExchange(exchange);
}

export function seeTraffic(traffic: Traffic): void {
  for (const { onTraffic } of watchers) onTraffic(traffic);
}
