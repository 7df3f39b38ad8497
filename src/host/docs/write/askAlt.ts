import type { AskEvent } from '../../../core/ask/question.ts';
import { type AltAnswer, parseAltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import type { AltSettings } from '../../../core/docs/altText/altInstruction.ts';
import { altJob, altQuestion } from '../../../core/docs/altText/altJob.ts';
import { type AnswerCache, type AnsweredBy, answerKey } from '../../../core/docs/altText/answerCache.ts';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import { type DocumentImage, imageIdentity } from '../source/documentImage.ts';
import type { ImageQuestions } from './imageQuestions.ts';

export interface AltAsking {
  readonly questions: ImageQuestions;
  /** Answers that were paid for before. */
  readonly answers: AnswerCache;
  /** Whoever would answer now. @throws FailureError for an address that is none. */
  readonly answeredBy: () => AnsweredBy;
}

/** An image at one place of a document. */
export interface AltPlace {
  readonly reference: ImageReference;
  readonly settings: AltSettings;
}

/** Places that all show one image. */
export interface AltTask {
  readonly image: DocumentImage;
  readonly places: readonly AltPlace[];
  /** A caption that is there already is taken as it is. */
  readonly captions: boolean;
  /** Asks even where an answer is kept, which the new one replaces; `hint` is what is to be different. */
  readonly again?: { readonly hint?: string };
  /** Called after each answer, with how many there are. */
  readonly step?: (done: number, answer: AltAnswer) => void;
  readonly emit?: (event: AskEvent) => void;
  /** Told what an answer has cost, in USD, also one that is of no use; not called for one that was kept. */
  readonly spent?: (usd: number) => void;
}

/**
 * The alt text of each place: a caption, the answer that is kept, or what the model says, which is kept before it is
 * returned.
 *
 * @throws FailureError, RefusalError, and the reason of `signal`.
 */
export async function askAlt(
  asking: AltAsking,
  task: AltTask,
  signal: AbortSignal,
): Promise<readonly AltAnswer[]> {
  const { places, captions, again, step } = task;
  const jobAt = ({ reference, settings }: AltPlace) =>
    altJob(reference, { ...settings, captions: captions && !again });
  const wanted = places.filter((place) => 'text' in jobAt(place)).length;
  const answerAt = answerer(asking, task, wanted > 1, signal);
  const answers: AltAnswer[] = [];
  // One after the other: from the second on, the server has the image in its cache.
  for (const place of places) {
    const job = jobAt(place);
    const answer = 'alt' in job ? job : await answerAt(place);
    answers.push(answer);
    step?.(answers.length, answer);
  }
  return answers;
}

/** Makes a function that answers for one place after the other. `cache` keeps the image in the server's cache. */
function answerer(
  { questions, answers, answeredBy }: AltAsking,
  { image, again, emit, spent }: AltTask,
  cache: boolean,
  signal: AbortSignal,
): (place: AltPlace) => Promise<AltAnswer> {
  const about = { image, prepared: new Map() };
  const options = { cache, ...(emit && { emit }), ...(spent && { spent }) };
  let identity: string | undefined;
  return async ({ reference, settings }) => {
    identity ??= await imageIdentity(image, signal);
    const key = await answerKey(identity, altQuestion(reference, settings), answeredBy());
    const pay = async () => {
      const question = altQuestion(reference, { ...settings, ...again });
      return parseAltAnswer(await questions.ask(about, question, options, signal), settings.maxLength);
    };
    return again ? answers.again(key, pay) : answers.once(key, pay, signal);
  };
}
