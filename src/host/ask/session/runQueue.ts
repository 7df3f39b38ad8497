export interface RunQueue {
  /** Resolves when the run has ended. */
  readonly enqueue: (turn: string) => Promise<void>;
  /** Aborts the current run and those that wait. */
  readonly stop: () => void;
  /** Resolves when all that were enqueued until now have ended. */
  readonly ended: () => Promise<void>;
}

/** One run after the other: a question asked meanwhile builds on the answer that is still arriving. */
export function createRunQueue(run: (turn: string, signal: AbortSignal) => Promise<void>): RunQueue {
  const waiting = new Map<string, AbortController>();
  let tail = Promise.resolve();
  return {
    enqueue: (turn) => {
      const control = new AbortController();
      waiting.set(turn, control);
      const next = () => run(turn, control.signal).finally(() => waiting.delete(turn));
      // An error of the run before, which could not be shown, must not hold up every question after it.
      tail = tail.then(next, next);
      return tail;
    },
    ended: () => tail,
    stop: () => {
      for (const control of waiting.values()) control.abort();
    },
  };
}
