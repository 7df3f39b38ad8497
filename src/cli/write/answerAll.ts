import { type AnswerFault, answerFault, Faults } from '../../core/docs/altText/answerFault.ts';
import { PacedRun, type Wait } from '../../core/docs/review/pacedRun.ts';
import { FailureError } from '../../core/errors.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import { say, systemWords } from '../failure.ts';
import type { Answered, Asker } from './asker.ts';
import type { Task, WritableDocument } from './tasks.ts';

/** Images that are asked about at the same time. */
const concurrency = 3;

/** `why` is a sentence. */
export type TaskResult = Answered | { readonly why: string };

/**
 * What each task came to. A fault of one image does not keep the others from their texts, and a server that has enough to
 * do is asked again later.
 *
 * @throws as {@link Asker.answer}, for what no other image would have an answer for either.
 */
export async function answerAll(
  documents: readonly WritableDocument[],
  asker: Asker,
  signal: AbortSignal,
): Promise<ReadonlyMap<Task, TaskResult>> {
  const results = new Map<Task, TaskResult>();
  const faults = new Faults();
  const hold = (wait: Wait) => run.hold(wait);
  const run = new PacedRun({
    items: documents.flatMap(({ file, tasks }) => tasks.map((task) => ({ file, task }))),
    atOnce: concurrency,
    run: async ({ file, task }, until) => {
      try {
        results.set(task, await asker.answer(task, hold, until));
        faults.answered();
      } catch (error) {
        until.throwIfAborted();
        const fault = faultOf(error);
        if (fault !== 'server') results.set(task, { why: whyNot(file, task, error) });
        if (faults.ends(fault)) throw error;
      }
    },
    changed: () => tellWait(run),
  });
  signal.addEventListener('abort', () => run.pause(true), { once: true });
  if (!signal.aborted) await run.finish();
  signal.throwIfAborted();
  return results;
}

function faultOf(error: unknown): AnswerFault {
  if (error instanceof RefusalError) return 'image';
  return error instanceof FailureError ? answerFault(error.failure.kind) : 'server';
}

/** Why a task has no answer, in a sentence. */
export function whyNot(file: string, { reference }: Task, error: unknown): string {
  const place = `${file}:${reference.line + 1}: ${reference.source.text}`;
  if (!(error instanceof FailureError)) return `${place} cannot be sent: ${systemWords(error)}.`;
  return `${place} has no answer: ${error.failure.kind}. ${error.failure.detail}`.trim();
}

function tellWait({ wait }: Pick<PacedRun<unknown>, 'wait'>): void {
  if (!wait) return;
  const seconds = Math.ceil((wait.at - Date.now()) / 1000);
  say(`The server asks to wait, or does not answer (${wait.failure.kind}); going on in ${seconds} s.`);
}
