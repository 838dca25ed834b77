// The oldest entry of a Map, in constant time on average. A Map keeps a gap for each entry that was deleted, and every new
// iterator passes over all of them; an iterator that is kept keeps the Map's former tables in memory.

/** The number of keys that are read at once. */
const batch = 1000;

/** Returns a function that returns the oldest remaining entry. No key is set twice. */
export function oldestOf<Key, Value>(map: ReadonlyMap<Key, Value>): () => [Key, Value] | undefined {
  /** The oldest last. */
  let keys: Key[] = [];
  return () => {
    while (map.size > 0) {
      if (keys.length === 0) keys = firstKeys(map).reverse();
      const key = keys.at(-1) as Key;
      const value = map.get(key);
      if (value !== undefined) return [key, value];
      keys.pop();
    }
    return undefined;
  };
}

function firstKeys<Key>(map: ReadonlyMap<Key, unknown>): Key[] {
  const keys: Key[] = [];
  for (const key of map.keys()) if (keys.push(key) === batch) break;
  return keys;
}
