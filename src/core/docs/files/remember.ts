/** Calls `make` once for each key; a call that failed or was aborted is made again. */
export function remember<Value>(
  make: (key: string, signal: AbortSignal) => Promise<Value>,
): (key: string, signal: AbortSignal) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return async (key, signal) => {
    const value = known.get(key) ?? make(key, signal);
    known.set(key, value);
    try {
      return await value;
    } catch (error) {
      known.delete(key);
      throw error;
    }
  };
}
