import { utf8 } from '../bytes.ts';
import { sleep } from '../platform/sleep.ts';
import type { Answer, AnswerEvent } from './answerTypes.ts';
import type { BuiltRequest } from './request.ts';
import { requestError, sendOnce } from './send.ts';
import { buildFor, type ServerContext } from './serverContext.ts';
import { readAnswer } from './stream/stream.ts';

/** Asks a server, again where that may help, and reads the answer as it arrives. */
export function answerFrom(context: ServerContext): Answer {
  return async function* (request, signal) {
    signal.throwIfAborted();
    const built = buildFor(context, request);
    // Up to 32 MB, which are made once for all attempts.
    const body = utf8(JSON.stringify(built.body));
    const post = (limit: AbortSignal) =>
      context.client({ method: 'POST', path: '/v1/messages', body }, limit);
    for (let number = 1; ; number += 1) {
      const sendable = { send: post, bytes: body.byteLength, built };
      const attempt = await sendOnce(context, sendable, number, signal);
      if ('result' in attempt) return yield* eventsOf(attempt.result, context, built, signal);
      yield { type: 'retrying', ...attempt.retry };
      await sleep(attempt.retry.seconds * 1000, signal);
    }
  };
}

async function* eventsOf(
  response: Response,
  context: ServerContext,
  built: BuiltRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  try {
    yield* readAnswer(response, context.idleMs, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw requestError(error, context, built);
  }
}
