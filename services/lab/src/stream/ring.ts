// The last durable events, by numbers without gaps: what a page that was cut off has missed, or that it is not known.

export interface Kept<Item> {
  /** Counts up from 1. */
  readonly sequence: number;
  readonly item: Item;
}

export interface Ring<Item> {
  /** Keeps it, in the place of the oldest where there is no more room. Returns its number. */
  add(item: Item): number;
  /** Of the latest; 0 while there is none. */
  last(): number;
  /** All after that number, in order; undefined where some of them are no longer kept, or that number never was. */
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
