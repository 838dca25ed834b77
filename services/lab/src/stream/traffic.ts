// What an experiment sends, seen on its way: undici tells of every answer's head, and this process's are counted and
// sampled for the map. Listens only while there is something to see and somebody who looks.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { SeenRequest } from '@scale-out-lab/core/wire';
import { userAgent } from '../clients/client.js';
import { createSample } from './sample.js';
import type { Stream } from './stream.js';

/** As undici publishes it. */
interface Message {
  readonly request: { readonly origin?: string | URL; readonly path: string; readonly headers: unknown };
  readonly response: { readonly statusCode: number; readonly headers: readonly Buffer[] };
}

export interface Traffic {
  start(): void;
  stop(): void;
}

const channel = 'undici:request:headers';
const intervalMs = 250;
const sampleSize = 24;

/** @param url where the balancer is: nothing else is looked at */
export function createTraffic(url: URL, stream: Stream): Traffic {
  const basePath = url.pathname.replace(/\/$/, '');
  const sample = createSample<Message>(sampleSize);
  let timer: NodeJS.Timeout | undefined;
  let isSubscribed = false;

  const onHeaders = (message: unknown) => {
    const { request } = message as Message;
    if (String(request.origin) === url.origin && !isOwn(request.headers)) sample.offer(message as Message);
  };
  function listen(wanted: boolean): void {
    if (wanted === isSubscribed) return;
    isSubscribed = wanted;
    if (wanted) subscribe(channel, onHeaders);
    else unsubscribe(channel, onHeaders);
  }
  function tell(): void {
    const { seen, items } = sample.take();
    if (seen > 0) stream.tell('traffic', { seen, requests: items.map((item) => readSeen(item, basePath)) });
    listen(timer !== undefined && stream.listeners() > 0);
  }

  return {
    start() {
      timer ??= setInterval(tell, intervalMs).unref();
      tell();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      tell();
    },
  };
}

/** The page's clients show their requests themselves. */
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
