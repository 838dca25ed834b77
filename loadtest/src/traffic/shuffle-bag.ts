// A deck: everything comes once in each round, but in an order of chance.

/**
 * Even by the round, and never in step with a round robin: N modes or users in a fixed order would meet a rotation of N
 * instances in the same place each time. `items` must not be empty.
 */
export function createShuffleBag<Item>(
  items: readonly Item[],
  random: () => number = Math.random,
): () => Item {
  let left: Item[] = [];
  return () => {
    if (left.length === 0) left = [...items];
    const at = Math.floor(random() * left.length);
    const [drawn] = left.splice(at, 1);
    return drawn as Item;
  };
}
