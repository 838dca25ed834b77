// Requests that were seen, whoever sent them, for whoever draws them: the page's own one by one, an experiment's as a sample.
import type { Exchange, LabEvents } from '@scale-out-lab/core/wire';

type Traffic = LabEvents['traffic'];
interface Watcher {
  readonly onExchange: (exchange: Exchange) => void;
  readonly onTraffic: (traffic: Traffic) => void;
}

const watchers = new Set<Watcher>();

/** Returns what ends it. */
export function watchRequests(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function seeExchange(exchange: Exchange): void {
  for (const { onExchange } of watchers) onExchange(exchange);
}

export function seeTraffic(traffic: Traffic): void {
  for (const { onTraffic } of watchers) onTraffic(traffic);
}
