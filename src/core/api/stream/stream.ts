import { createParser } from 'eventsource-parser';
import { FailureError } from '../../errors.ts';
import type { AnswerEvent } from '../answerTypes.ts';
import { jsonOf, nameLength } from '../schema.ts';
import { bodyPieces, bodyText, tooLong } from './body.ts';
import { AnswerDecoder } from './streamEvents.ts';

/**
 * Bounds of a stream. Each of the 128,000 tokens of the longest answer may come as an event of its own, and a slow
 * computer may need an hour for a long one.
 */
const streamLimits = { maxBytes: 64 * 2 ** 20, maxMs: 2 * 3_600_000 };

/** Most characters of one event, and most bytes of an answer in one piece: the longest answer, escaped. */
const maxEventLength = 8 * 2 ** 20;

/**
 * Reads an answer as it arrives.
 *
 * @throws FailureError when it does not end by `message_stop`: `cutStream`, `silentStream`, `answerTooLong`,
 * `invalidResponse`, or the failure that an error event names; `wrongAddress` when it is a web page.
 */
export async function* readAnswer(
  response: Response,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const requestId = response.headers.get('request-id')?.slice(0, nameLength);
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || type.includes('text/html')) {
    await response.body?.cancel();
    throw new FailureError({
      kind: 'wrongAddress',
      detail: `the answer is of type "${type.slice(0, nameLength)}"`,
    });
  }
  if (type.includes('application/json')) yield* readWhole(response.body, requestId, idleMs, signal);
  else yield* readEvents(response.body, requestId, idleMs, signal);
}

/** Milliseconds for the end of a body after the end of its answer, so that the connection can be used again. */
const grace = 250;

async function* readEvents(
  body: ReadableStream<Uint8Array>,
  requestId: string | undefined,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const decoder = new AnswerDecoder(requestId);
  let last: number | undefined;
  const remainingMs = () => {
    if (!decoder.ended) return idleMs;
    last ??= Date.now() + grace;
    return last - Date.now();
  };
  try {
    for await (const data of eventData(bodyPieces(body, { ...streamLimits, idleMs: remainingMs }, signal))) {
      // Half an event, or the `[DONE]` of other APIs: if it matters, the end of the answer will be missing.
      const event = jsonOf(data);
      if (event) yield* decoder.decode(event);
    }
  } catch (error) {
    // The answer is whole: how the connection ends after it does not matter.
    if (!decoder.ended) throw error;
  }
  if (!decoder.ended) throw cut('the stream ended before the answer did', requestId);
}

/** The `data` of each event, whether or not the server names its events. */
async function* eventData(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  const ready: string[] = [];
  const parser = createParser({
    maxBufferSize: maxEventLength,
    onEvent: ({ data }) => ready.push(data),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded')
        throw tooLong(`an event of more than ${maxEventLength} characters`);
    },
  });
  for await (const piece of pieces) {
    parser.feed(piece);
    yield* ready.splice(0);
  }
  // A last event whose blank line is missing is still an event: only its contents say whether it is whole.
  parser.feed('\n\n');
  yield* ready;
}

/** Some servers answer in one piece although they were asked for a stream. */
async function* readWhole(
  body: ReadableStream<Uint8Array>,
  requestId: string | undefined,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const limits = { ...streamLimits, idleMs: () => idleMs, maxBytes: maxEventLength };
  const message = jsonOf(await bodyText(body, limits, signal));
  if (!message) throw cut('the answer is not JSON', requestId);
  yield* new AnswerDecoder(requestId).decodeWhole(message);
}

function cut(detail: string, requestId: string | undefined): FailureError {
  return new FailureError({ kind: 'cutStream', detail, ...(requestId && { requestId }) });
}
