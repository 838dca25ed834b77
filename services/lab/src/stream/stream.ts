// The stream of events to every page: durable ones, by which it goes on after an interruption, and those of the moment.
import type { LabEvents } from '@scale-out-lab/core/wire';
import { createRing } from './ring.js';

export type DurableEvent = 'incident' | 'run' | 'row';
export type PassingEvent = 'state' | 'progress' | 'traffic';

/** Where the events of one page go. */
export interface Reader {
  /** Returns how many bytes wait for the page to take them. */
  write(text: string): number;
  end(): void;
}

export interface Stream {
  /** Has an ID, and is kept for those who were cut off. */
  note<Event extends DurableEvent>(event: Event, data: LabEvents[Event]): void;
  /** Goes to those who listen now. */
  tell<Event extends PassingEvent>(event: Event, data: LabEvents[Event]): void;
  /**
   * Sends what the page has missed since the event of that ID, or else the snapshot, and everything from then on: with
   * nothing between, since all of it happens in one turn. Returns how to end it.
   */
  open(reader: Reader, lastEventId: string | undefined, snapshot: () => LabEvents['snapshot']): () => void;
  listeners(): number;
  /** Ends all of them. Who is there comes back. */
  renew(): void;
  close(): void;
}

const kept = 5000;
const heartbeatMs = 15_000;
/** Whoever is that far behind does not read, and would be buffered without end. A snapshot of a whole run is 1 MB. */
const mostWaitingBytes = 4 * 1024 * 1024;

/** @param boot tells the IDs of this start of the control room from those of another */
export function createStream(boot: string = Date.now().toString(36)): Stream {
  const ring = createRing<string>(kept);
  const readers = new Set<Reader>();
  let heartbeat: NodeJS.Timeout | undefined;

  function leave(reader: Reader): void {
    readers.delete(reader);
    if (readers.size === 0) clearInterval(heartbeat);
  }
  function send(reader: Reader, text: string): void {
    if (reader.write(text) <= mostWaitingBytes) return;
    leave(reader);
    reader.end();
  }
  const broadcast = (text: string) => {
    for (const reader of readers) send(reader, text);
  };
  const idOf = (sequence: number) => `${boot}-${sequence}`;
  const withId = (sequence: number, text: string) => `id: ${idOf(sequence)}\n${text}`;

  function findMissed(lastEventId: string | undefined) {
    const [bootOfPage, sequence] = lastEventId?.split('-') ?? [];
    return bootOfPage === boot && /^\d+$/.test(sequence ?? '') ? ring.after(Number(sequence)) : undefined;
  }

  function endAll(): void {
    for (const reader of readers) reader.end();
    readers.clear();
    clearInterval(heartbeat);
  }

  return {
    note(event, data) {
      const text = render(event, data);
      broadcast(withId(ring.add(text), text));
    },
    tell(event, data) {
      if (readers.size > 0) broadcast(render(event, data));
    },
    open(reader, lastEventId, snapshot) {
      if (readers.size === 0) heartbeat = setInterval(() => broadcast(':\n\n'), heartbeatMs).unref();
      readers.add(reader);
      const missed = findMissed(lastEventId);
      const first = missed
        ? missed.map(({ sequence, item }) => withId(sequence, item)).join('')
        : withId(ring.last(), render('snapshot', snapshot()));
      send(reader, `retry: 1000\n\n${first}`);
      return () => leave(reader);
    },
    listeners: () => readers.size,
    renew: endAll,
    close: endAll,
  };
}

/** JSON has no line breaks of its own, so that the data is one line. */
function render(event: keyof LabEvents, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
