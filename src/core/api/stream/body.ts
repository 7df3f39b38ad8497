import { FailureError } from '../../errors.ts';
import { networkFailure } from '../failures/networkFailure.ts';
import { withTimeout } from '../timeout.ts';

export interface BodyLimits {
  /** Milliseconds without a byte after which the body counts as silent; asked before each chunk. */
  readonly idleMs: () => number;
  /** Most bytes, counted after decompression. */
  readonly maxBytes: number;
}

/**
 * The chunks of a body as they arrive. The idle time starts anew with each chunk and does not run while nobody waits
 * for one. Leaving the loop early closes the connection.
 *
 * @throws FailureError `silentStream` after the idle time, `cutStream` when the connection breaks, `answerTooLong`
 * after `maxBytes`; the reason of `signal` when that is aborted.
 */
export async function* bodyBytes(
  body: ReadableStream<Uint8Array>,
  { idleMs, maxBytes }: BodyLimits,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  let byteLength = 0;
  try {
    for (;;) {
      const { done, value } = await withTimeout(idleMs(), () => reader.read(), signal);
      if (done) return;
      byteLength += value.byteLength;
      if (byteLength > maxBytes) throw tooLong(maxBytes);
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

/** Bytes of an error's body that are read: no error of the API has more than a few hundred. */
const errorBytes = 65_536;

/** Milliseconds without a byte. The status of an error says enough when its body does not come. */
const errorIdleMs = 5000;

/** The beginning of the body of an error: what arrives of it within its limits. Throws the reason of `signal` only. */
export async function bodyStart(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<string> {
  const end = Date.now() + 2 * errorIdleMs;
  const idleMs = () => Math.min(errorIdleMs, Math.max(0, end - Date.now()));
  let text = '';
  try {
    if (body)
      for await (const piece of bodyPieces(body, { idleMs, maxBytes: errorBytes }, signal)) text += piece;
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
    if (length > limits.maxLineLength) throw tooLong(limits.maxLineLength);
    const last = others.pop();
    if (last === undefined) continue;
    yield* [begun.join(''), ...others].filter((line) => line.trim() !== '');
    begun = [last];
    length = last.length;
  }
  if (begun.join('').trim() !== '') yield begun.join('');
}

function tooLong(limit: number): FailureError {
  return new FailureError({ kind: 'answerTooLong', detail: `more than ${limit} bytes` });
}

/** Whatever breaks a body that had begun cuts it; only silence and excess have names of their own. */
function asCut(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  // undici says no more than "terminated": what broke the connection is the cause.
  const failure = networkFailure(error instanceof Error ? (error.cause ?? error) : error);
  const detail = failure?.detail ?? (error instanceof Error ? error.message : String(error));
  const kind = failure?.kind === 'silentStream' ? 'silentStream' : 'cutStream';
  return new FailureError({ kind, detail });
}
