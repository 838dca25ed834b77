// The requests that the map keeps until the counts are reset: for each mode, the answers of every instance.
import { effect, signal } from '@preact/signals';
import type { Exchange } from '@scale-out-lab/core/wire';
import { clearedTallies } from '../state/tally.js';
import { lanes } from '../state/view.js';
import { routeOf } from './dots/route.js';
import { visitorPart, wireName } from './geometry/layout.js';

/** Of the requests to GET /me. */
interface Answers {
  readonly accepted: number;
  readonly refused: number;
}

interface Passage extends Answers {
  /** Of these requests, how many needed Redis. */
  readonly stored: number;
  /** The outcome of the last request of any kind, here and of the last one that needed Redis. */
  readonly isAccepted: boolean;
  readonly isStoreAccepted: boolean | null;
}

/** By the instance; `nginx` for requests that reached none. */
type Trace = Readonly<Record<string, Passage>>;

const traces = signal<Readonly<Record<string, Trace>>>({});

effect(() => {
  const kept = clearedTallies.value;
  traces.value = Object.fromEntries(Object.entries(traces.peek()).filter(([mode]) => kept.includes(mode)));
});

const unseen: Passage = { accepted: 0, refused: 0, stored: 0, isAccepted: true, isStoreAccepted: null };

/** Returns a function that adds the request, unless the counts were reset meanwhile. */
export function noteTrace(exchange: Exchange): () => void {
  const before = clearedTallies.peek();
  return () => {
    const kept = clearedTallies.peek();
    if (kept !== before && !kept.includes(exchange.mode)) return;
    const trace = traces.peek()[exchange.mode] ?? {};
    const instance = routeOf(exchange).stops.instance ?? 'nginx';
    const next = { ...trace, [instance]: add(trace[instance] ?? unseen, exchange) };
    traces.value = { ...traces.peek(), [exchange.mode]: next };
  };
}

function add(passage: Passage, exchange: Exchange): Passage {
  const { stops, isAccepted } = routeOf(exchange);
  const counted = exchange.kind === 'me' ? 1 : 0;
  return {
    accepted: passage.accepted + (isAccepted ? counted : 0),
    refused: passage.refused + (isAccepted ? 0 : counted),
    stored: passage.stored + (stops.asksRedis ? counted : 0),
    isAccepted,
    isStoreAccepted: stops.asksRedis ? isAccepted : passage.isStoreAccepted,
  };
}

/** The answers of one instance in the shown modes. Read in a component, it follows. */
export function answersOf(instance: string): Answers {
  const all = lanes.value.flatMap(({ name }) => traces.value[name]?.[instance] ?? []);
  const sum = (of: keyof Answers) => all.reduce((total, each) => total + each[of], 0);
  return { accepted: sum('accepted'), refused: sum('refused') };
}

export interface WireTrace {
  readonly count: number;
  readonly isAccepted: boolean;
}

/** By the name of the line: how many requests took it, and how the last one ended. */
export function traceOfWires(): ReadonlyMap<string, WireTrace> {
  const found = new Map<string, WireTrace>();
  const pass = (wire: string, count: number, isAccepted: boolean | null) => {
    if (isAccepted === null) return;
    const former = found.get(wire);
    found.set(wire, {
      count: (former?.count ?? 0) + count,
      isAccepted: isAccepted && (former?.isAccepted ?? true),
    });
  };
  for (const { name } of lanes.value) {
    for (const [instance, passage] of Object.entries(traces.value[name] ?? {})) {
      const count = passage.accepted + passage.refused;
      pass(wireName(visitorPart(name), 'nginx'), count, passage.isAccepted);
      if (instance === 'nginx') continue;
      pass(wireName('nginx', instance), count, passage.isAccepted);
      pass(wireName(instance, 'redis'), passage.stored, passage.isStoreAccepted);
    }
  }
  return found;
}
