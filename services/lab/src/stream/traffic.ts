// Counts and samples the requests of an experiment or of the load for the map. undici publishes the head of every response of this
// process. Subscribes only while one of them runs and a page listens.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { SeenRequest } from '@scale-out-lab/core/wire';
import { userAgent } from '../clients/exchange.js';
import type { Stream } from './stream.js';

/** As undici publishes it. */
interface Message {
  readonly request: { readonly origin?: string | URL; readonly path: string; readonly headers: unknown };
  readonly response: { readonly statusCode: number; readonly headers: readonly Buffer[] };
}

const channel = 'undici:request:headers';
const intervalMs = 250;
const sampleSize = 24;

/** @param url of the balancer; requests to other origins are ignored */
export function createTraffic(url: URL, stream: Stream) {
  const basePath = url.pathname.replace(/\/$/, '');
  const sample = createSample<Message>(sampleSize);
  let timer: NodeJS.Timeout | undefined;
  let isSubscribed = false;

  const onHeaders = (message: unknown) => {
    const { request } = message as Message;
    if (String(request.origin) === url.origin && !isOwn(request.headers)) sample.offer(message as Message);
  };
  function toggle(wanted: boolean): void {
    if (wanted === isSubscribed) return;
    isSubscribed = wanted;
    if (wanted) subscribe(channel, onHeaders);
    else unsubscribe(channel, onHeaders);
  }
  function publish(): void {
    const { seen, items } = sample.take();
    if (seen > 0)
      stream.publish('traffic', { seen, requests: items.map((item) => readSeen(item, basePath)) });
    toggle(timer !== undefined && stream.subscribers() > 0);
  }

  return {
    start(): void {
      timer ??= setInterval(publish, intervalMs).unref();
      publish();
    },
    stop(): void {
      clearInterval(timer);
      timer = undefined;
      publish();
    },
  };
}

/** The page draws the requests of its own visitors from their exchanges. */
function isOwn(headers: unknown): boolean {
  return Array.isArray(headers) && headers.includes(userAgent);
}

const kinds: readonly SeenRequest['kind'][] = ['login', 'me', 'logout', 'refresh'];

export function readSeen({ request, response }: Message, basePath: string): SeenRequest {
  const path = request.path.slice(basePath.length);
  const [, mode, route] = /^(?:\/no-retry)?\/api\/([^/?]+)\/([^/?]+)/.exec(path) ?? [];
  return {
    mode: mode ?? '',
    kind: kinds.find((each) => each === route) ?? 'other',
    status: response.statusCode,
    servedBy: headerOf(response.headers, 'x-instance-id') ?? null,
    isRetried: headerOf(response.headers, 'x-retried') === '1',
  };
}

/** Raw: a name, its value, the next name … */
function headerOf(headers: readonly Buffer[], name: string): string | undefined {
  const at = headers.findIndex((each, index) => index % 2 === 0 && String(each).toLowerCase() === name);
  return at === -1 ? undefined : String(headers[at + 1]);
}

/** Reservoir sampling: a fair sample of the items of an interval, in which each has the same chance. */
export function createSample<Item>(size: number) {
  let seen = 0;
  let drawn: { readonly at: number; readonly item: Item }[] = [];
  return {
    offer(item: Item): void {
      const place = seen < size ? seen : Math.floor(Math.random() * (seen + 1));
      if (place < size) drawn[place] = { at: seen, item };
      seen += 1;
    },
    /** The number of all items, and the drawn ones in their order. Resets the sample. */
    take(): { readonly seen: number; readonly items: readonly Item[] } {
      const taken = { seen, items: drawn.sort((a, b) => a.at - b.at).map(({ item }) => item) };
      seen = 0;
      drawn = [];
      return taken;
    },
  };
}
