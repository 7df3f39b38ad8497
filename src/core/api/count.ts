import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import { call, type Line, prepared, requireFeature } from './line.ts';
import type { AnswerRequest } from './types.ts';

/**
 * Input tokens of a question as the server counts them. Free, with limits of its own; images named by address or
 * file id are not counted.
 *
 * @throws FailureError.
 */
export async function countTokens(line: Line, request: AnswerRequest, signal: AbortSignal): Promise<number> {
  requireFeature(line, 'countTokens');
  const { max_tokens: _, stream: __, ...body } = prepared(line, request).body;
  const messages = new Messages(line.client);
  const count = await call(line, async (limit) => messages.countTokens(body, { signal: limit }), signal);
  return count.input_tokens;
}
