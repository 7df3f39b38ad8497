/** Does something with each item, with a few at the same time. The first failure ends all and is thrown. */
export async function forEachConcurrent<Item>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  run: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) {
      either.throwIfAborted();
      await run(item, either);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } catch (error) {
    stop.abort();
    throw error;
  }
}
