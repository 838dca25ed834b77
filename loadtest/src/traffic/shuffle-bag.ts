// A shuffle bag: each item comes once in each round, in random order.

/**
 * Even by the round, and never in step with a round robin: N modes or users in a fixed order would reach the same place
 * of a rotation of N instances each time. `items` must not be empty.
 */
export function createShuffleBag<Item>(
  items: readonly Item[],
  random: () => number = Math.random,
): () => Item {
  let left: Item[] = [];
  return () => {
    if (left.length === 0) left = [...items];
    const [drawn] = left.splice(Math.floor(random() * left.length), 1);
    return drawn as Item;
  };
}
