import type { AskEvent } from '../../../core/ask/question.ts';
import { type AltAnswer, parseAltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import type { AltSettings } from '../../../core/docs/altText/altInstruction.ts';
import { altJob } from '../../../core/docs/altText/altJob.ts';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import type { DocumentImage } from '../source/documentImage.ts';
import type { ImageQuestions } from './imageQuestions.ts';

/** References that all show one image. */
export interface AltTask extends AltSettings {
  readonly image: DocumentImage;
  readonly references: readonly ImageReference[];
  /** A caption that is there already is taken as it is. */
  readonly captions: boolean;
  /** Called after each answer, with how many there are. */
  readonly step?: (done: number, answer: AltAnswer) => void;
  readonly emit?: (event: AskEvent) => void;
}

/**
 * The alt text of each reference, for its own place in its document.
 *
 * @throws FailureError, RefusalError, and the reason of `signal`.
 */
export async function askAlt(
  questions: ImageQuestions,
  task: AltTask,
  signal: AbortSignal,
): Promise<readonly AltAnswer[]> {
  const jobs = task.references.map((reference) => altJob(reference, task));
  const cache = jobs.filter((job) => 'text' in job).length > 1;
  const about = { image: task.image, prepared: new Map() };
  const answers: AltAnswer[] = [];
  // One after the other: from the second on, the server has the image in its cache.
  for (const job of jobs) {
    const options = { cache, ...(task.emit && { emit: task.emit }) };
    const answer =
      'alt' in job ? job : parseAltAnswer(await questions.ask(about, job, options, signal), task.maxLength);
    answers.push(answer);
    task.step?.(answers.length, answer);
  }
  return answers;
}
