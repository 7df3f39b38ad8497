import type { MessageTokensCount } from '@anthropic-ai/sdk/resources/messages/messages';
import { FailureError } from '../errors.ts';
import type { AnswerRequest } from './answerTypes.ts';
import { send } from './send.ts';
import { buildFor, notOffered, type ServerContext } from './serverContext.ts';

/**
 * Input tokens of a question as the server counts them. Free, with limits of its own; images named by address or
 * file id are not counted. Any server may be asked: one that cannot count has no such path.
 *
 * @throws FailureError, `badRequest` where the server does not count.
 */
export async function countTokens(
  context: ServerContext,
  request: AnswerRequest,
  signal: AbortSignal,
): Promise<number> {
  const { max_tokens: _, stream: __, ...body } = buildFor(context, request).body;
  // Not through the SDK's resource, which brings its own stream reader and 17 KB along.
  const post = async (limit: AbortSignal) =>
    context.client.post<MessageTokensCount>('/v1/messages/count_tokens', { body, signal: limit });
  try {
    return (await send(context, { send: post }, signal)).input_tokens;
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind === 'wrongAddress')
      throw notOffered(context, 'a count of tokens');
    throw error;
  }
}
