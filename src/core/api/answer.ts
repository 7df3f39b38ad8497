import type { Client } from './client.ts';
import { withPatience } from './patience.ts';
import type { BuiltRequest } from './request.ts';
import type { Setback } from './retry.ts';
import { withRetries } from './retry.ts';
import { readAnswer } from './stream.ts';
import type { AnswerEvent } from './types.ts';

/** Bytes a second that even a slow line carries away: a large request may take its time before an answer begins. */
const slowUpload = 131_072;

/**
 * Sends a request, again if need be, and reads its answer.
 *
 * @throws whatever ended it, in the words of the layer below; the reason of `signal`.
 */
export async function* ask(
  client: Client,
  { body }: BuiltRequest,
  idleMs: number,
  judge: (error: unknown) => Setback,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  // As bytes, because the SDK would make JSON of up to 32 MB again for every try.
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const patience = idleMs + (bytes.byteLength / slowUpload) * 1000;
  const send = () =>
    withPatience(
      patience,
      (limit) =>
        client.post('/v1/messages', { ...json, body: bytes, stream: true, signal: limit }).asResponse(),
      signal,
    );
  const response = yield* withRetries(send, judge, signal);
  yield* readAnswer(response, idleMs, signal);
}

const json = { headers: { 'content-type': 'application/json' } };
