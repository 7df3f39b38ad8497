import { invalid } from '../apiError.ts';
import type { Json } from '../json.ts';
import type { ModelRow } from '../models.ts';
import { inputTokens } from '../prompt.ts';
import type { ReceivedImage } from '../request.ts';

/** The prompt has to leave room in the context window. */
export function checkContext(body: Json, model: ModelRow, images: readonly ReceivedImage[]): void {
  const tokens = inputTokens(body, model, images);
  if (tokens > model.context)
    throw invalid(`prompt is too long: ${tokens} tokens > ${model.context} maximum`);
}
