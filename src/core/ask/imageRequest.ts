import type { AnswerRequest } from '../api/answerTypes.ts';
import { RefusalError } from '../image/imageTypes.ts';
import { requestFor } from './ask.ts';
import type { Asking } from './asking.ts';
import { prepareImages } from './preparedImages.ts';
import type { AskEvent } from './question.ts';

/**
 * The request that asks a question about one image, for a server that answers it later.
 *
 * @throws RefusalError for an image that cannot be sent; FailureError; the reason of `signal`.
 */
export async function imageRequest(asking: Omit<Asking, 'emit'>): Promise<AnswerRequest> {
  let refused: RefusalError | undefined;
  const emit = (event: AskEvent) => {
    if (event.type === 'noted' && event.note.what === 'leftOut')
      refused = new RefusalError(event.note.refusal);
  };
  await prepareImages({ ...asking, emit });
  if (refused) throw refused;
  return requestFor(asking);
}
