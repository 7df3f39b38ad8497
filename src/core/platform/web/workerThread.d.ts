import type { ThreadEvents, WorkerThread } from '../workerThread.ts';

export function startThread<Answer>(module: URL, events: ThreadEvents<Answer>): WorkerThread;

export function answerMessages<Message, Answer>(
  answer: (
    message: Message,
  ) => Promise<{ readonly answer: Answer; readonly transfer: readonly ArrayBuffer[] }>,
): void;
