import type { Answer } from './answerTypes.ts';
import { attempt, failed, type Line, prepared } from './serverContext.ts';
import { readAnswer } from './stream/stream.ts';

/** Asks, again if need be, and reads the answer as it arrives. */
export function answerOn(line: Line): Answer {
  return async function* (request, signal) {
    signal.throwIfAborted();
    const built = prepared(line, request);
    // As bytes, because the SDK would make JSON of up to 32 MB again for every try.
    const body = new TextEncoder().encode(JSON.stringify(built.body));
    const send = (limit: AbortSignal) =>
      line.client.post('/v1/messages', { ...json, body, stream: true, signal: limit }).asResponse();
    const response = yield* attempt(line, { send, bytes: body.byteLength, built }, signal);
    try {
      yield* readAnswer(response, line.idleMs, signal);
    } catch (error) {
      throw failed(error, line, signal, built);
    }
  };
}

const json = { headers: { 'content-type': 'application/json' } };
