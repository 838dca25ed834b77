// The state of the lab in this tab, from the one stream: cluster, incidents and run; and the requests of this tab.
import { batch, computed, signal } from '@preact/signals';
import type {
  Exchange,
  Incident,
  LabEvents,
  LabState,
  LoadView,
  RunView,
  SignInView,
} from '@scale-out-lab/core/wire';
import { room, visitorId } from './room.js';
import { view } from './view.js';

export const labState = signal<LabState | null>(null);
/** The current run, or the last one. */
export const run = signal<RunView | null>(null);
/** The continuous load, or null. */
export const load = signal<LoadView | null>(null);
/** The latest last. */
export const incidents = signal<readonly Incident[]>([]);
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');

const incidentsKept = 200;

/** Requests of others, which the map draws. */
type Drawn = 'traffic' | 'guests';
type Handlers = { readonly [Name in Exclude<keyof LabEvents, Drawn>]: (data: LabEvents[Name]) => void };

/** The effect of each event. A repeated event changes nothing. */
export const applyEvent: Handlers = {
  /** At once, so that no effect runs with a state without its incidents. */
  snapshot(data) {
    batch(() => {
      labState.value = data.state;
      run.value = data.run;
      load.value = data.load;
      incidents.value = data.incidents;
      room.value = data.room;
    });
  },
  load(data) {
    load.value = data.load;
  },
  state(data) {
    labState.value = data;
  },
  incident(data) {
    if (incidents.value.some(({ id }) => id === data.id)) return;
    incidents.value = [...incidents.value, data].slice(-incidentsKept);
  },
  run(data) {
    const rows = run.value?.id === data.id ? run.value.rows : [];
    run.value = { ...data, rows };
  },
  row({ runId, row, done, total }) {
    const known = run.value;
    if (known?.id !== runId || known.rows.some(({ number }) => number === row.number)) return;
    run.value = { ...known, rows: [...known.rows, row], done, total };
  },
  room(data) {
    room.value = data;
  },
  visitor({ id }) {
    visitorId.value = id;
  },
  progress({ runId, progress }) {
    if (run.value?.id === runId) run.value = { ...run.value, progress };
  },
};

/** How far this device's clock is ahead of the lab's, measured when a state arrives. */
let aheadMs = 0;
labState.subscribe((state) => {
  if (state) aheadMs = Date.now() - Date.parse(state.at);
});

/** Milliseconds since 1970, by the lab's clock. It is no signal: components poll it. */
export let labNow = (): number => Date.now() - aheadMs;

/** A recording has its own clock, which stops during a pause. */
export function replaceClock(now: () => number): void {
  labNow = now;
}

export const instancesAlive = computed<number | null>(
  () => labState.value?.instances.filter(({ isAlive }) => isAlive).length || null,
);

const retryMs = 1000;
/** A stream that reconnects within this time does not count as lost. */
const lostAfterMs = 2500;
/** The state arrives twice a second. A stalled network or control room does not end a stream. */
const silentAfterMs = 8000;

export function openStream(): void {
  let lastEventId = '';
  let lostTimer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    const query = new URLSearchParams({ language: view.peek().language });
    if (lastEventId !== '') query.set('lastEventId', lastEventId);
    const source = new EventSource(`/lab/events?${query}`);
    let silence: ReturnType<typeof setTimeout> | undefined;
    const hear = () => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        connection.value = 'lost';
        source.close();
        open();
      }, silentAfterMs);
    };
    source.onopen = () => {
      hear();
      clearTimeout(lostTimer);
      lostTimer = undefined;
      connection.value = 'open';
    };
    source.onerror = () => {
      clearTimeout(silence);
      lostTimer ??= setTimeout(() => {
        connection.value = 'lost';
      }, lostAfterMs);
      if (source.readyState !== EventSource.CLOSED) return;
      source.close();
      setTimeout(open, retryMs);
    };
    const on = <Name extends keyof LabEvents>(name: Name, take: (data: LabEvents[Name]) => void) =>
      source.addEventListener(name, (event) => {
        hear();
        if (event.lastEventId !== '') lastEventId = event.lastEventId;
        take(JSON.parse(event.data));
      });
    for (const name of Object.keys(applyEvent) as (keyof typeof applyEvent)[]) {
      on(name, applyEvent[name] as (data: LabEvents[typeof name]) => void);
    }
    on('traffic', seeTraffic);
    on('guests', seeGuests);
  }
  open();
}

const kept = 300;

export const exchanges = signal<readonly Exchange[]>([]);
/** The request with open details. */
export const chosenExchange = signal<Exchange | null>(null);

export function showDetails(exchange: Exchange | null): void {
  chosenExchange.value = exchange;
}

/** Before a recording starts again. */
export function forgetExchanges(): void {
  exchanges.value = [];
  chosenExchange.value = null;
  for (const { onForget } of watchers) onForget?.();
}

/** Everything that sends a request hands its exchanges in here. */
export function noteExchanges(news: readonly Exchange[]): void {
  exchanges.value = [...exchanges.value, ...news].slice(-kept);
  for (const exchange of news) seeExchange(exchange);
}

type Traffic = LabEvents['traffic'];
type Guests = LabEvents['guests'];
/** A request of a sign-in, which the control room has played. */
export interface SeenStep {
  readonly mode: string;
  readonly step: SignInView['steps'][number];
}

interface Watcher {
  readonly onExchange: (exchange: Exchange) => void;
  readonly onTraffic?: (traffic: Traffic) => void;
  readonly onGuests?: (guests: Guests) => void;
  readonly onStep?: (step: SeenStep) => void;
  /** All that was seen counts no longer. */
  readonly onForget?: () => void;
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

export function seeStep(step: SeenStep): void {
  for (const { onStep } of watchers) onStep?.(step);
}

/** This browser's own requests are drawn as their answers come in. */
function seeGuests({ seen, requests }: Guests): void {
  const ofOthers = requests.filter(({ visitor }) => visitor !== visitorId.peek());
  const share = requests.length === 0 ? 0 : ofOthers.length / requests.length;
  const guests = { seen: Math.round(seen * share), requests: ofOthers };
  if (ofOthers.length > 0) for (const { onGuests } of watchers) onGuests?.(guests);
}

export function seeTraffic(traffic: Traffic): void {
  for (const { onTraffic } of watchers) onTraffic?.(traffic);
}
