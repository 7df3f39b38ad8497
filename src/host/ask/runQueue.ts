export interface Queue {
  /** Resolves when the run has ended. */
  readonly enqueue: (turn: string) => Promise<void>;
  /** Aborts what runs and what waits. */
  readonly stop: () => void;
}

/** One run after the other: a question asked meanwhile builds on the answer that is still arriving. */
export function createQueue(run: (turn: string, signal: AbortSignal) => Promise<void>): Queue {
  const waiting = new Map<string, AbortController>();
  let tail = Promise.resolve();
  return {
    enqueue: (turn) => {
      const control = new AbortController();
      waiting.set(turn, control);
      const next = () => run(turn, control.signal).finally(() => waiting.delete(turn));
      // Whatever became of the one before: a fault in showing it must not hold up every question after it.
      tail = tail.then(next, next);
      return tail;
    },
    stop: () => {
      for (const control of waiting.values()) control.abort();
    },
  };
}
