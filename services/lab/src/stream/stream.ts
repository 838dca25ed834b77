// The event stream to every page. Durable events have an ID, from which a page resumes after an interruption.
import type { LabEvents } from '@scale-out-lab/core/wire';

type DurableEvent = 'incident' | 'run' | 'row';
type TransientEvent = 'state' | 'progress' | 'load' | 'traffic' | 'room' | 'guests';

/** The connection to one page. */
export interface Subscriber {
  /** Returns the number of bytes that the page has not taken yet. */
  write(text: string): number;
  end(): void;
}

export type Stream = ReturnType<typeof createStream>;

const historyLimit = 5000;
const heartbeatMs = 15_000;
/** A page that is so far behind does not read, and is disconnected. A snapshot of a whole run is 1 MB. */
const maxWaitingBytes = 4 * 1024 * 1024;

/** @param boot distinguishes the IDs of this start of the control room from those of another */
export function createStream(boot: string = Date.now().toString(36)) {
  const ring = createRing<string>(historyLimit);
  const subscribers = new Set<Subscriber>();
  let heartbeat: NodeJS.Timeout | undefined;

  function unsubscribe(subscriber: Subscriber): void {
    subscribers.delete(subscriber);
    if (subscribers.size === 0) clearInterval(heartbeat);
  }
  function send(subscriber: Subscriber, text: string): void {
    if (subscriber.write(text) <= maxWaitingBytes) return;
    unsubscribe(subscriber);
    subscriber.end();
  }
  const broadcast = (text: string) => {
    for (const subscriber of subscribers) send(subscriber, text);
  };
  const withId = (sequence: number, text: string) => `id: ${boot}-${sequence}\n${text}`;

  function findMissed(lastEventId: string | undefined) {
    const [bootOfPage, sequence] = lastEventId?.split('-') ?? [];
    return bootOfPage === boot && /^\d+$/.test(sequence ?? '') ? ring.after(Number(sequence)) : undefined;
  }

  return {
    /** The event has an ID and is kept for pages that are reconnecting. */
    publishDurable<Event extends DurableEvent>(event: Event, data: LabEvents[Event]): void {
      const text = renderEvent(event, data);
      broadcast(withId(ring.add(text), text));
    },
    /** Only the current subscribers get the event. */
    publish<Event extends TransientEvent>(event: Event, data: LabEvents[Event]): void {
      if (subscribers.size > 0) broadcast(renderEvent(event, data));
    },
    /**
     * Sends the durable events since that ID with the current load and room, or else the snapshot, and every later event.
     * No event is lost in between, since this happens in one turn of the event loop. Returns how to unsubscribe.
     */
    subscribe(
      subscriber: Subscriber,
      lastEventId: string | undefined,
      snapshot: () => LabEvents['snapshot'],
    ): () => void {
      if (subscribers.size === 0) heartbeat = setInterval(() => broadcast(':\n\n'), heartbeatMs).unref();
      subscribers.add(subscriber);
      const missed = findMissed(lastEventId);
      const first = missed
        ? missed.map(({ sequence, item }) => withId(sequence, item)).join('') + renderCurrent(snapshot())
        : withId(ring.last(), renderEvent('snapshot', snapshot()));
      send(subscriber, `retry: 1000\n\n${first}`);
      return () => unsubscribe(subscriber);
    },
    /** Their number. */
    subscribers: () => subscribers.size,
    /** Ends every stream. A page that is still open reconnects. */
    disconnectAll(): void {
      for (const subscriber of subscribers) subscriber.end();
      subscribers.clear();
      clearInterval(heartbeat);
    },
  };
}

/** The end of the load and a change of the room are published once, and not kept for a page that is reconnecting. */
function renderCurrent({ load, room }: LabEvents['snapshot']): string {
  return renderEvent('load', { load }) + (room ? renderEvent('room', room) : '');
}

/** JSON without formatting has no line breaks, so the data is one line. */
export function renderEvent(event: keyof LabEvents, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Keeps the last durable events, numbered from 1 without gaps, so that a page can catch up after an interruption. A full ring
 * replaces its oldest item.
 */
export function createRing<Item>(capacity: number) {
  const items: Item[] = [];
  let last = 0;
  return {
    /** Returns the number of the new item. */
    add(item: Item): number {
      items[last % capacity] = item;
      last += 1;
      return last;
    },
    /** The number of the latest item; 0 if there is none. */
    last: () => last,
    /** All later items, in order; undefined if some are no longer kept, or the number was never given. */
    after(sequence: number): readonly { readonly sequence: number; readonly item: Item }[] | undefined {
      const missed = last - sequence;
      if (!Number.isInteger(sequence) || sequence < 0 || missed < 0 || missed > capacity) return undefined;
      return Array.from({ length: missed }, (_, index) => {
        const next = sequence + index + 1;
        return { sequence: next, item: items[(next - 1) % capacity] as Item };
      });
    },
  };
}
