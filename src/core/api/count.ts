import type { MessageTokensCount } from '@anthropic-ai/sdk/resources/messages/messages';
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
  // Not through the SDK's resource, which brings its own stream reader and 17 KB along.
  const send = async (limit: AbortSignal) =>
    line.client.post<MessageTokensCount>('/v1/messages/count_tokens', { body, signal: limit });
  return (await call(line, send, signal)).input_tokens;
}
