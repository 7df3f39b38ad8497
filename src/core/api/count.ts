import type { MessageTokensCount } from '@anthropic-ai/sdk/resources/messages/messages';
import { FailureError } from '../errors.ts';
import type { AnswerRequest } from './answerTypes.ts';
import { call, type Line, notOffered, prepared } from './serverContext.ts';

/**
 * Input tokens of a question as the server counts them. Free, with limits of its own; images named by address or
 * file id are not counted. Any server may be asked: one that cannot count has no such path.
 *
 * @throws FailureError, `badRequest` where the server does not count.
 */
export async function countTokens(line: Line, request: AnswerRequest, signal: AbortSignal): Promise<number> {
  const { max_tokens: _, stream: __, ...body } = prepared(line, request).body;
  // Not through the SDK's resource, which brings its own stream reader and 17 KB along.
  const send = async (limit: AbortSignal) =>
    line.client.post<MessageTokensCount>('/v1/messages/count_tokens', { body, signal: limit });
  try {
    return (await call(line, send, signal)).input_tokens;
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind === 'wrongAddress')
      throw notOffered(line, 'a count of tokens');
    throw error;
  }
}
