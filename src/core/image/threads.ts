import { allowManyListeners } from '#platform/signals.ts';
import { setBackgroundTimeout } from '#platform/timers.ts';
import { startThread } from '#platform/workerThread.ts';
import type { ThreadEnd, WorkerThread } from '../platform/workerThread.ts';

/** A job's thread ended before the job did. */
export class ThreadDied extends Error {
  override readonly name = 'ThreadDied';
  readonly why: 'crashed' | 'outOfMemory' | 'tookTooLong';

  constructor(why: ThreadDied['why'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

export interface ThreadOptions {
  readonly worker: URL;
  /** Most threads at a time. */
  readonly size: number;
  /** A thread without work ends after this many milliseconds. */
  readonly idleMs: number;
  /** A job ends after this many milliseconds. */
  readonly longestMs: number;
}

interface Task<Job, Outcome> {
  readonly job: Job;
  readonly transfer: readonly ArrayBuffer[];
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
  /** Removes the listener from the signal. */
  readonly settled: () => void;
}

interface Thread<Job, Outcome> {
  readonly worker: WorkerThread;
  timer?: ReturnType<typeof setTimeout>;
  task: Task<Job, Outcome> | undefined;
}

/** Runs jobs on worker threads, one at a time each. Threads start when there is work and end when there is none. */
export class Threads<Job, Outcome> {
  readonly #options: ThreadOptions;
  readonly #threads = new Set<Thread<Job, Outcome>>();
  #waiting: Task<Job, Outcome>[] = [];

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** An aborted job ends at once, and its thread with it. @throws ThreadDied, or the signal's reason. */
  run(job: Job, transfer: readonly ArrayBuffer[], signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const abort = () => this.#abandon(task, signal.reason);
      const task: Task<Job, Outcome> = {
        job,
        transfer,
        resolve,
        reject,
        settled: () => signal.removeEventListener('abort', abort),
      };
      // A request may have hundreds of images and has one signal.
      allowManyListeners(signal);
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(task);
      this.#assign();
    });
  }

  dispose(): void {
    const tasks = [...this.#waiting, ...[...this.#threads].flatMap(({ task }) => task ?? [])];
    this.#waiting = [];
    for (const task of tasks) this.#abandon(task, new ThreadDied('crashed', 'disposed'));
    for (const thread of this.#threads) this.#end(thread);
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const thread = [...this.#threads].find(({ task }) => !task) ?? this.#start();
      const task = thread && this.#waiting.shift();
      if (!task) return;
      this.#give(thread, task);
    }
  }

  #give(thread: Thread<Job, Outcome>, task: Task<Job, Outcome>): void {
    clearTimeout(thread.timer);
    thread.task = task;
    thread.worker.keepProcess(true);
    thread.timer = setTimeout(
      () => this.#die(thread, new ThreadDied('tookTooLong', 'took too long')),
      this.#options.longestMs,
    );
    try {
      // `postMessage` accepts a buffer that was moved before, but the message would never arrive.
      if (task.transfer.some(({ byteLength }) => byteLength === 0)) throw new RangeError('moved before');
      thread.worker.post(task.job, task.transfer);
    } catch (error) {
      this.#die(thread, new ThreadDied('crashed', 'the bytes are gone', { cause: error }));
    }
  }

  #start(): Thread<Job, Outcome> | undefined {
    if (this.#threads.size >= this.#options.size) return undefined;
    const worker = startThread<Outcome>(this.#options.worker, {
      onAnswer: (outcome) => this.#finish(thread, outcome),
      onEnd: (end) => this.#die(thread, deathOf(end)),
    });
    const thread: Thread<Job, Outcome> = { worker, task: undefined };
    this.#threads.add(thread);
    return thread;
  }

  #finish(thread: Thread<Job, Outcome>, outcome: Outcome): void {
    if (!this.#threads.has(thread)) return;
    clearTimeout(thread.timer);
    const task = thread.task;
    thread.task = undefined;
    thread.worker.keepProcess(false);
    thread.timer = setBackgroundTimeout(() => this.#end(thread), this.#options.idleMs);
    task?.settled();
    task?.resolve(outcome);
    this.#assign();
  }

  #die(thread: Thread<Job, Outcome>, reason: ThreadDied): void {
    if (!this.#threads.has(thread)) return;
    this.#end(thread);
    thread.task?.settled();
    thread.task?.reject(reason);
    this.#assign();
  }

  #abandon(task: Task<Job, Outcome>, reason: unknown): void {
    this.#waiting = this.#waiting.filter((one) => one !== task);
    for (const thread of this.#threads) if (thread.task === task) this.#end(thread);
    task.settled();
    task.reject(reason);
    this.#assign();
  }

  #end(thread: Thread<Job, Outcome>): void {
    clearTimeout(thread.timer);
    this.#threads.delete(thread);
    thread.worker.end();
  }
}

function deathOf({ outOfMemory, detail, cause }: ThreadEnd): ThreadDied {
  return new ThreadDied(outOfMemory ? 'outOfMemory' : 'crashed', detail, { cause });
}
