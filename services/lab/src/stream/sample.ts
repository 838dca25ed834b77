// A fair sample of what passes by within an interval: each has the same chance, whenever it comes (reservoir sampling).

export interface Sample<Item> {
  offer(item: Item): void;
  /** How many there were, and those that were drawn in the order in which they came. Begins anew. */
  take(): { readonly seen: number; readonly items: readonly Item[] };
}

/** @param random from 0 up to, and without, 1 */
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
