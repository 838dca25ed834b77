// Reservoir sampling: a fair sample of the items of an interval, in which each has the same chance.

export interface Sample<Item> {
  offer(item: Item): void;
  /** The number of all items, and the drawn ones in their order. Resets the sample. */
  take(): { readonly seen: number; readonly items: readonly Item[] };
}

/** @param random from 0 to 1, 1 excluded */
export function createSample<Item>(size: number, random: () => number = Math.random): Sample<Item> {
  let seen = 0;
  let drawn: { readonly at: number; readonly item: Item }[] = [];
  return {
    offer(item) {
      const place = seen < size ? seen : Math.floor(random() * (seen + 1));
      if (place < size) drawn[place] = { at: seen, item };
      seen += 1;
    },
    take() {
      const taken = { seen, items: drawn.sort((a, b) => a.at - b.at).map(({ item }) => item) };
      seen = 0;
      drawn = [];
      return taken;
    },
  };
}
