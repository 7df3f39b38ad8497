/** Work that several may wait for. It is done once, and given up when the last of them has given up. */
export interface SharedWork<Value> {
  /**
   * Joins the work of this key, or starts it. The signal ends only the waiting of this caller; that of `start` is
   * aborted when nobody waits any more.
   */
  readonly join: (
    key: string,
    start: (signal: AbortSignal) => Promise<Value>,
    signal: AbortSignal,
  ) => Promise<Value>;
}

interface Work<Value> {
  readonly result: Promise<Value>;
  readonly control: AbortController;
  waiting: number;
}

export function createSharedWork<Value>(): SharedWork<Value> {
  const running = new Map<string, Work<Value>>();
  const begin = (start: (signal: AbortSignal) => Promise<Value>) => {
    const control = new AbortController();
    const result = start(control.signal);
    // When all have given up, nobody is left to hear of the failure.
    result.catch(() => undefined);
    return { result, control, waiting: 0 };
  };
  return {
    join: async (key, start, signal) => {
      signal.throwIfAborted();
      const work = running.get(key) ?? begin(start);
      running.set(key, work);
      work.waiting += 1;
      try {
        return await unlessAborted(work.result, signal);
      } finally {
        work.waiting -= 1;
        if (work.waiting === 0) {
          work.control.abort();
          if (running.get(key) === work) running.delete(key);
        }
      }
    },
  };
}

/** The result, or the signal's reason at once when it is aborted before. */
function unlessAborted<Value>(result: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
