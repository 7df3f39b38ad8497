import { createParser } from 'eventsource-parser';
import { FailureError } from '../../errors.ts';
import type { AnswerEvent } from '../answerTypes.ts';
import { bodyPieces } from './body.ts';
import { AnswerDecoder, jsonOf, wholeAnswer } from './streamEvents.ts';

/**
 * Reads an answer as it arrives.
 *
 * @throws FailureError when it does not end by `message_stop`: `cutStream`, `silentStream`, or what an error event
 * says; `wrongAddress` when it is a web page.
 */
export async function* readAnswer(
  response: Response,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const requestId = response.headers.get('request-id') ?? undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || type.includes('text/html'))
    throw new FailureError({ kind: 'wrongAddress', detail: `the answer is of type "${type}"` });
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
): AsyncGenerator<AnswerEvent> {
  const decoder = new AnswerDecoder(requestId);
  let last: number | undefined;
  const remainingMs = () => {
    if (!decoder.ended) return idleMs;
    last ??= Date.now() + grace;
    return last - Date.now();
  };
  try {
    for await (const data of eventData(bodyPieces(body, remainingMs, signal))) {
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
async function* eventData(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => ready.push(data) });
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
): AsyncGenerator<AnswerEvent> {
  let text = '';
  for await (const piece of bodyPieces(body, () => idleMs, signal)) text += piece;
  const json = jsonOf(text);
  if (!json) throw cut('the answer is not JSON', requestId);
  yield* wholeAnswer(json, requestId);
}

function cut(detail: string, requestId: string | undefined): FailureError {
  return new FailureError({ kind: 'cutStream', detail, ...(requestId && { requestId }) });
}
