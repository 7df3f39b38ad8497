import type * as v from 'valibot';
import type { ServerRequest } from './client.ts';
import { parseJson } from './schema.ts';
import { send } from './send.ts';
import type { ServerContext } from './serverContext.ts';
import { bodyText } from './stream/body.ts';

/** Bounds of an answer in JSON: a page of a thousand models has 2 MB at most. */
export const jsonLimits = { maxBytes: 8 * 2 ** 20, maxMs: 300_000 };

/** Milliseconds without a byte, also where a model may be silent for longer: no model thinks about these answers. */
const maxIdleMs = 60_000;

/**
 * Sends a request, again where that may help, and parses its answer.
 *
 * @throws FailureError as {@link send}, `invalidResponse` for an answer that the schema does not fit.
 */
export function requestJson<S extends v.GenericSchema>(
  context: ServerContext,
  request: ServerRequest,
  schema: S,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> {
  const attempt = (limit: AbortSignal) => requestJsonOnce(context, request, schema, limit);
  return sendJson(context, request.body, attempt, signal);
}

/** As {@link requestJson}, for a caller that has something to do before each `attempt`. */
export function sendJson<T>(
  context: ServerContext,
  body: Uint8Array | undefined,
  attempt: (limit: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const idleMs = idleTime(context);
  return send({ ...context, idleMs }, { send: attempt, bytes: body?.byteLength ?? 0 }, signal);
}

/** One attempt. */
export async function requestJsonOnce<S extends v.GenericSchema>(
  context: ServerContext,
  request: ServerRequest,
  schema: S,
  signal: AbortSignal,
): Promise<v.InferOutput<S>> {
  const { body } = await context.client(request, signal);
  const limits = { ...jsonLimits, idleMs: () => idleTime(context) };
  return parseJson(schema, await bodyText(body, limits, signal));
}

function idleTime({ idleMs }: ServerContext): number {
  return Math.min(idleMs, maxIdleMs);
}
