import * as v from 'valibot';
import { utf8 } from '../bytes.ts';
import { FailureError } from '../errors.ts';
import type { AnswerRequest } from './answerTypes.ts';
import { requestJson } from './requestJson.ts';
import { count } from './schema.ts';
import { buildFor, notOffered, type ServerContext } from './serverContext.ts';

const countSchema = v.object({ input_tokens: count });

/**
 * Input tokens of a question as the server counts them. Free, with rate limits of its own; images named by address or
 * file id are not counted. Any server may be asked: one that cannot count does not have the path.
 *
 * @throws FailureError, `badRequest` where the server does not count.
 */
export async function countTokens(
  context: ServerContext,
  request: AnswerRequest,
  signal: AbortSignal,
): Promise<number> {
  const { max_tokens: _, stream: __, ...params } = buildFor(context, request).body;
  const path = '/v1/messages/count_tokens';
  const counting = { method: 'POST', path, body: utf8(JSON.stringify(params)) } as const;
  try {
    return (await requestJson(context, counting, countSchema, signal)).input_tokens;
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind === 'wrongAddress')
      throw notOffered(context, 'a count of tokens');
    throw error;
  }
}
