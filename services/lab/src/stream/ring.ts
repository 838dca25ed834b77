// Keeps the last durable events, numbered without gaps, so that a page can catch up after an interruption.

export interface Kept<Item> {
  /** Counts up from 1. */
  readonly sequence: number;
  readonly item: Item;
}

export interface Ring<Item> {
  /** Replaces the oldest item when the ring is full. Returns the number of the new one. */
  add(item: Item): number;
  /** The number of the latest item; 0 if there is none. */
  last(): number;
  /** All later items, in order; undefined if some are no longer kept, or the number was never given. */
  after(sequence: number): readonly Kept<Item>[] | undefined;
}

export function createRing<Item>(capacity: number): Ring<Item> {
  const items: Item[] = [];
  let last = 0;
  return {
    add(item) {
      items[last % capacity] = item;
      last += 1;
      return last;
    },
    last: () => last,
    after(sequence) {
      const missed = last - sequence;
      if (!Number.isInteger(sequence) || sequence < 0 || missed < 0 || missed > capacity) return undefined;
      return Array.from({ length: missed }, (_, index) => {
        const next = sequence + index + 1;
        return { sequence: next, item: items[(next - 1) % capacity] as Item };
      });
    },
  };
}
