import { FailureError } from '../../errors.ts';
import { networkFailure } from '../failures/networkFailure.ts';
import { withTimeout } from '../timeout.ts';

/**
 * A body as it arrives. Any byte is a sign of life; nothing is counted while nobody waits for one. Leaving the loop
 * early closes the connection.
 *
 * @throws FailureError `silentStream` after so long without a byte, `cutStream` when the connection breaks.
 */
export async function* bodyBytes(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await withTimeout(idleMs(), () => reader.read(), signal);
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

/** The text of a body, however its bytes are cut; terms as for {@link bodyBytes}. */
export async function* bodyPieces(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of bodyBytes(body, idleMs, signal)) yield decoder.decode(bytes, { stream: true });
}

/** The lines of a body that are not empty, without their ends; terms as for {@link bodyBytes}. */
export async function* bodyLines(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const piece of bodyPieces(body, idleMs, signal)) {
    const [first = '', ...others] = piece.split('\n');
    begun.push(first);
    const last = others.pop();
    if (last === undefined) continue;
    yield* [begun.join(''), ...others].filter((line) => line.trim() !== '');
    begun = [last];
  }
  if (begun.join('').trim() !== '') yield begun.join('');
}

/** Whatever broke a body that had begun, it is cut; only silence has a name of its own. */
function asCut(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  // undici says no more than "terminated": what broke the connection is the cause.
  const failure = networkFailure(error instanceof Error ? (error.cause ?? error) : error);
  const detail = failure?.detail ?? (error instanceof Error ? error.message : String(error));
  const kind = failure?.kind === 'silentStream' ? 'silentStream' : 'cutStream';
  return new FailureError({ kind, detail });
}
