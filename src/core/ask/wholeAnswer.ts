import type { Usage } from '../api/answerTypes.ts';
import { FailureError } from '../errors.ts';
import { askChecked } from '../extract/extract.ts';
import { RefusalError } from '../image/imageTypes.ts';
import type { Asking } from './asking.ts';
import type { AskEvent } from './question.ts';

export interface WholeAnswerOptions extends Omit<Asking, 'emit'> {
  /** Told of everything that happens on the way, retries included. */
  readonly emit?: (event: AskEvent) => void;
  /** Told once what was used, also when the answer is of no use: it was paid for. */
  readonly used: (usage: Usage) => void;
}

/**
 * The whole text of an answer.
 *
 * @throws RefusalError for an image that cannot be sent; FailureError for an answer that ended for any other reason
 * than being complete; the reason of `signal`.
 */
export async function wholeAnswer({ emit, used, ...asking }: WholeAnswerOptions): Promise<string> {
  let text = '';
  let usage: Usage | undefined;
  let refused: RefusalError | undefined;
  let ended: FailureError | undefined;
  const follow = (event: AskEvent) => {
    emit?.(event);
    if (event.type === 'noted' && event.note.what === 'leftOut')
      refused = new RefusalError(event.note.refusal);
    if (event.type === 'rewritten') text = event.answer;
    // What was said before a look is no part of the result.
    if (event.type === 'looked') text = '';
    if (event.type !== 'answer') return;
    if (event.event.type === 'text') text = (text + event.event.text).trimStart();
    if (event.event.type === 'usage') ({ usage } = event.event);
    if (event.event.type === 'end' && event.event.reason !== 'complete')
      ended = new FailureError({ kind: event.event.reason, detail: event.event.explanation ?? '' });
  };
  try {
    await askChecked({ ...asking, emit: follow });
  } catch (error) {
    const isLost = error instanceof FailureError && error.failure.kind === 'noImageLeft';
    throw isLost ? (refused ?? error) : error;
  } finally {
    if (usage) used(usage);
  }
  if (ended) throw ended;
  if (text.trim() === '') throw new FailureError({ kind: 'emptyAnswer', detail: '' });
  return text;
}
