// A bounded cache: it holds at most twice its size, and drops the least recently used half at once.

/**
 * Two generations of at most `size` entries. When the young one is full it becomes the old one and the former old one
 * is dropped; an entry that is read from the old one is young again. Cheaper than a linked list, and as bounded.
 */
export function boundedCache<Value>(size: number) {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function set(key: string, value: Value): void {
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  }

  return {
    set,
    get(key: string): Value | undefined {
      const recent = young.get(key);
      if (recent !== undefined) return recent;
      const value = old.get(key);
      if (value !== undefined) {
        old.delete(key);
        set(key, value);
      }
      return value;
    },
    delete(key: string): void {
      young.delete(key);
      old.delete(key);
    },
    get size(): number {
      return young.size + old.size;
    },
  };
}
