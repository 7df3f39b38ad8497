import { FailureError } from '../errors.ts';
import { networkFailure } from './networkFailure.ts';
import { withPatience } from './patience.ts';

/**
 * The text of a body as it arrives, however its bytes are cut. Any byte is a sign of life. Leaving the loop early
 * closes the connection.
 *
 * @throws FailureError `silentStream` after so long without a byte, `cutStream` when the connection breaks.
 */
export async function* bodyPieces(
  body: ReadableStream<Uint8Array>,
  idleMs: () => number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await withPatience(idleMs(), () => reader.read(), signal);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asCut(error);
  } finally {
    // Nobody is left to hear that a connection could not be closed well.
    reader.cancel().catch(() => {});
  }
}

/** The lines of a body that are not empty, without their ends; terms as for {@link bodyPieces}. */
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
  const failure = networkFailure(error);
  const detail = failure?.detail ?? (error instanceof Error ? error.message : String(error));
  const kind = failure?.kind === 'silentStream' ? 'silentStream' : 'cutStream';
  return new FailureError({ kind, detail });
}
