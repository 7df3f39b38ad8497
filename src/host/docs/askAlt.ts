import type { ImageReference } from '../../core/docs/types.ts';
import { FailureError } from '../../core/errors.ts';
import { type AltAnswer, altQuestion, parseAlt } from './altQuestion.ts';
import type { Questions } from './questions.ts';
import type { Picture } from './sendable.ts';

export interface AltWishes {
  /** Most characters. */
  readonly maxLength: number;
  /** BCP 47; undefined is the document's own language. */
  readonly language: string | undefined;
}

/** References that all show the same picture. */
export interface AltTask extends AltWishes {
  readonly picture: Picture;
  readonly references: readonly ImageReference[];
  /** Called after each of them. */
  readonly step?: (done: number) => void;
}

/**
 * The alt text of each reference, for its own place. Undefined when the user does not want to pay for it.
 * Throws FailureError and RefusalError.
 */
export async function askAlt(
  questions: Questions,
  { picture, references, step, ...wishes }: AltTask,
  signal: AbortSignal,
): Promise<readonly AltAnswer[] | undefined> {
  const asked = references.map((reference) => altQuestion(reference, wishes));
  const sendable = await questions.prepare(picture, signal);
  if (!(await questions.agreed(sendable, asked))) return undefined;
  const answers: AltAnswer[] = [];
  // One after the other: from the second on, the server has the picture in its cache.
  for (const question of asked) {
    const said = await questions.ask(sendable, question, { again: asked.length > 1 }, signal);
    const answer = parseAlt(said);
    if (!answer)
      throw new FailureError({ kind: 'unexpected', detail: `not an alt text: ${said.slice(0, 200)}` });
    answers.push(answer);
    step?.(answers.length);
  }
  return answers;
}
