/** A cache of the most recently used values, bounded in bytes. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, byteLength: number): void;
  clear(): void;
}

/** A value larger than `maxBytes` is not kept at all. */
export function createCache<Value>(maxBytes: number): Cache<Value> {
  const entries = new Map<string, { value: Value; byteLength: number }>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.byteLength ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // A Map keeps the order of insertion, so the first entry is always the one unused for longest.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, byteLength) {
      remove(key);
      if (byteLength > maxBytes) return;
      entries.set(key, { value, byteLength });
      total += byteLength;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        remove(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
