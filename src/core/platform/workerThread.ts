/** A thread that another one started, as the platform has it. */
export interface WorkerThread {
  /** Sends a copy of a message; the buffers in `transfer` are moved instead. @throws where that cannot be done. */
  readonly post: (message: unknown, transfer: readonly ArrayBuffer[]) => void;
  /** Whether the process waits for the thread before it ends. */
  readonly keepProcess: (keeps: boolean) => void;
  /** Ends it at once, whatever it does. */
  readonly end: () => void;
}

export interface ThreadEvents<Answer> {
  readonly onAnswer: (answer: Answer) => void;
  /** Also after `end`. */
  readonly onEnd: (end: ThreadEnd) => void;
}

export interface ThreadEnd {
  readonly outOfMemory: boolean;
  readonly detail: string;
  /** The error that ended it, if one did. */
  readonly cause: Error | undefined;
}
