import { networkFailure } from '../../core/api/networkFailure.ts';
import { FailureError } from '../../core/errors.ts';

/** What a response of any copy of undici has. */
export interface AnyResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Iterable<[string, string]>;
  readonly url: string;
  readonly body: { getReader(): Reader } | null;
}

interface Reader {
  read(): Promise<{ done: boolean; value?: unknown }>;
  cancel(reason?: unknown): Promise<void>;
}

export interface Watch {
  /** Seconds to wait for the next bytes; 0 for ever. */
  readonly idle: number;
  /** Named in failures. */
  readonly place: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The response as one of Node's own, its body failing with `silentStream` when no byte comes for too long while
 * somebody waits for one, and with `cutStream` when the connection breaks. An abort stays an abort.
 */
export function watched(response: AnyResponse, watch: Watch): Response {
  const { status, statusText, headers, url } = response;
  const body = response.body && watchedBody(response.body.getReader(), watch);
  const own = new Response(body, { status, statusText, headers: [...headers] });
  return Object.defineProperty(own, 'url', { value: url });
}

function watchedBody(reader: Reader, watch: Watch): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await nextBytes(reader, watch);
        if (done) controller.close();
        else if (value instanceof Uint8Array) controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function nextBytes(reader: Reader, { idle, place, signal }: Watch) {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    if (idle > 0) timer = setTimeout(() => reject(silent(idle, place)), idle * 1000);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (!(error instanceof FailureError)) throw cut(error, place);
    await reader.cancel(error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function silent(seconds: number, place: string): FailureError {
  return new FailureError({ kind: 'silentStream', detail: `no data for ${seconds} s (${place})` });
}

function cut(cause: unknown, place: string): FailureError {
  const reason = cause instanceof Error && cause.cause ? cause.cause : cause;
  const detail = networkFailure(reason, place)?.detail ?? `broken body (${place})`;
  return new FailureError({ kind: 'cutStream', detail }, { cause });
}
