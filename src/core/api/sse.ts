import { createParser } from 'eventsource-parser';
import { FailureError } from '../errors.ts';
import { networkFailure } from './networkFailure.ts';
import { withPatience } from './patience.ts';

/**
 * The `data` of each event of a stream, whether or not the server names its events. Any byte is a sign of life.
 * Leaving the loop early closes the connection.
 *
 * @throws FailureError `silentStream` after so long without a byte, `cutStream` when the connection breaks.
 */
export async function* eventData(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => ready.push(data) });
  const decoder = new TextDecoder();
  for await (const bytes of chunks(body, idleMs, signal)) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* ready.splice(0);
  }
  // A last event whose blank line is missing is still an event: only its contents say whether it is whole.
  parser.feed('\n\n');
  yield* ready;
}

/** The whole body as text, under the same terms. */
export async function bodyText(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of chunks(body, idleMs, signal)) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

async function* chunks(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await withPatience(idleMs(), () => reader.read(), signal);
      if (done) return;
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asCut(error);
  } finally {
    // Nobody is left to hear that a connection could not be closed well.
    reader.cancel().catch(() => {});
  }
}

/** Whatever broke a body that had begun, the answer is cut; only silence has a name of its own. */
function asCut(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  const failure = networkFailure(error);
  const detail = failure?.detail ?? (error instanceof Error ? error.message : String(error));
  const kind = failure?.kind === 'silentStream' ? 'silentStream' : 'cutStream';
  return new FailureError({ kind, detail }, { cause: error });
}
