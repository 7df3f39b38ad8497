import { FailureError } from '../../errors.ts';
import { networkFailure } from '../failures/networkFailure.ts';
import { withTimeout } from '../timeout.ts';

export interface BodyLimits {
  /** Milliseconds without a byte after which the body counts as silent; asked before each chunk. */
  readonly idleMs: () => number;
  /** Most bytes, counted after decompression. */
  readonly maxBytes: number;
  /** Milliseconds from the first wait to the last chunk. */
  readonly maxMs: number;
}

/**
 * The chunks of a body as they arrive. The idle time starts anew with each chunk and does not run while nobody waits
 * for one. Leaving the loop early closes the connection.
 *
 * @throws FailureError `silentStream` after the idle time, `cutStream` when the connection breaks, `answerTooLong`
 * after `maxBytes` or `maxMs`; the reason of `signal` when that is aborted.
 */
export async function* bodyBytes(
  body: ReadableStream<Uint8Array>,
  { idleMs, maxBytes, maxMs }: BodyLimits,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  const end = Date.now() + maxMs;
  let byteLength = 0;
  try {
    for (;;) {
      const { done, value } = await withTimeout(idleMs(), () => reader.read(), signal);
      if (done) return;
      byteLength += value.byteLength;
      if (byteLength > maxBytes) throw tooLong(`more than ${maxBytes} bytes`);
      if (Date.now() > end) throw tooLong(`no end after ${maxMs / 1000} s`);
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asCut(error);
  } finally {
    // Nobody is left to hear that the connection could not be closed properly.
    reader.cancel().catch(() => {});
  }
}

/** The text of a body in pieces, however its bytes are cut; limits and errors as for {@link bodyBytes}. */
export async function* bodyPieces(
  body: ReadableStream<Uint8Array>,
  limits: BodyLimits,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const bytes of bodyBytes(body, limits, signal)) yield decoder.decode(bytes, { stream: true });
}

/** The whole text of a body; limits and errors as for {@link bodyBytes}. */
export async function bodyText(
  body: ReadableStream<Uint8Array> | null,
  limits: BodyLimits,
  signal: AbortSignal,
): Promise<string> {
  const pieces: string[] = [];
  if (body) for await (const piece of bodyPieces(body, limits, signal)) pieces.push(piece);
  return pieces.join('');
}

/**
 * An error of the API has a few hundred bytes, and its status says enough when they do not come: the user's choice to
 * wait longer for an answer does not matter here.
 */
const errorLimits: BodyLimits = { idleMs: () => 5000, maxBytes: 65_536, maxMs: 10_000 };

/** The text of an error's body, as far as it arrives within limits of its own. @throws the reason of `signal` only. */
export async function errorText(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<string> {
  let text = '';
  try {
    if (body) for await (const piece of bodyPieces(body, errorLimits, signal)) text += piece;
  } catch {
    signal.throwIfAborted();
  }
  return text;
}

/** The lines of a body that are not blank, without their ends; limits and errors as for {@link bodyBytes}. */
export async function* bodyLines(
  body: ReadableStream<Uint8Array>,
  limits: BodyLimits & { readonly maxLineLength: number },
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  let begun: string[] = [];
  let length = 0;
  for await (const piece of bodyPieces(body, limits, signal)) {
    const [first = '', ...others] = piece.split('\n');
    begun.push(first);
    length += first.length;
    if (length > limits.maxLineLength)
      throw tooLong(`a line of more than ${limits.maxLineLength} characters`);
    const last = others.pop();
    if (last === undefined) continue;
    yield* [begun.join(''), ...others].filter((line) => line.trim() !== '');
    begun = [last];
    length = last.length;
  }
  if (begun.join('').trim() !== '') yield begun.join('');
}

export function tooLong(detail: string): FailureError {
  return new FailureError({ kind: 'answerTooLong', detail });
}

/** A body that had begun is cut, whatever broke it; only silence and excess are other kinds of failure. */
function asCut(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  // undici says no more than "terminated": what broke the connection is the cause.
  const failure = networkFailure(error instanceof Error ? (error.cause ?? error) : error);
  const detail = failure?.detail ?? (error instanceof Error ? error.message : String(error));
  const kind = failure?.kind === 'silentStream' ? 'silentStream' : 'cutStream';
  return new FailureError({ kind, detail });
}
