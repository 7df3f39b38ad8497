import { parentPort, Worker } from 'node:worker_threads';
import type { ThreadEvents, WorkerThread } from '../workerThread.ts';

/**
 * Starts a thread on a module. It gets neither the caller's environment nor its loaders, and what it prints is dropped.
 * It ends with 256 MB of objects; memory of buffers and of WebAssembly is not counted.
 */
export function startThread<Answer>(module: URL, events: ThreadEvents<Answer>): WorkerThread {
  const worker = new Worker(module, {
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 4 },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  let failure: Error | undefined;
  worker.on('message', events.onAnswer);
  worker.on('error', (error: Error) => {
    failure = error;
  });
  worker.on('exit', (code) =>
    events.onEnd({ outOfMemory: isOutOfMemory(failure), detail: `exit code ${code}`, cause: failure }),
  );
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    keepProcess: (keeps) => (keeps ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}

function isOutOfMemory(error: Error | undefined): boolean {
  return error !== undefined && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/**
 * On a thread: answers each message of the one that started it, and moves the buffers of `transfer` there. An error
 * that `answer` throws ends the thread. Does nothing on the main thread.
 */
export function answerMessages<Message, Answer>(
  answer: (
    message: Message,
  ) => Promise<{ readonly answer: Answer; readonly transfer: readonly ArrayBuffer[] }>,
): void {
  const port = parentPort;
  port?.on('message', async (message: Message) => {
    const answered = await answer(message);
    port.postMessage(answered.answer, answered.transfer);
  });
}
