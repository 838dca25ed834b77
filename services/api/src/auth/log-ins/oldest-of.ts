// The oldest entry of a Map in constant time. A Map keeps a gap for each entry that was deleted, and every new iterator
// would pass over all of them.

/** Returns a function that looks at the entry which was set first, of those that are left. */
export function oldestOf<Key, Value>(map: ReadonlyMap<Key, Value>): () => [Key, Value] | undefined {
  let entries = map.entries();
  let oldest: [Key, Value] | undefined;
  return () => {
    while (map.size > 0) {
      if (oldest && map.get(oldest[0]) === oldest[1]) return oldest;
      const next = entries.next();
      if (next.done) entries = map.entries();
      else oldest = next.value;
    }
    return undefined;
  };
}
