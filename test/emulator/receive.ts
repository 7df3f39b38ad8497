import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, tooLarge } from './apiError.ts';
import { closedByClient, type Exchange, sendError } from './exchange.ts';
import type { RecordedRequest } from './recording.ts';
import { route } from './router.ts';
import type { State } from './state.ts';

/** Reads, records and answers one request. */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
): Promise<void> {
  const leave = new AbortController();
  const body = await readBody(request);
  if (body === undefined) return;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const exchange: Exchange = {
    method: request.method ?? 'GET',
    path: url.pathname.startsWith(`${state.dialect.basePath}/`)
      ? url.pathname.slice(state.dialect.basePath.length)
      : `(outside) ${url.pathname}`,
    query: url.searchParams,
    headers: request.headers,
    body,
    response,
    requestId: `req_${randomBytes(12).toString('hex')}`,
    signal: leave.signal,
  };
  record(exchange, state, leave);
  await answer(exchange, state);
}

async function answer(exchange: Exchange, state: State): Promise<void> {
  try {
    if (exchange.body.length > bodyLimit(exchange, state)) throw tooLarge();
    await route(exchange, state);
  } catch (error) {
    // The client has gone: there is nobody to tell.
    if (exchange.signal.aborted) return;
    if (exchange.response.headersSent) throw error;
    sendError(
      exchange,
      error instanceof ApiError ? error : new ApiError(500, `In the emulator: ${String(error)}`),
    );
  }
}

/** 256 MB for batches, 500 MB for files, else what the dialect takes. */
function bodyLimit({ path }: Exchange, { dialect }: State): number {
  const mega = 1024 * 1024;
  if (path === '/v1/files') return 500 * mega;
  return path === '/v1/messages/batches' ? 256 * mega : dialect.requestLimit;
}

function record(
  { method, path, query, headers, body, response }: Exchange,
  state: State,
  leave: AbortController,
): void {
  let close = () => {};
  const entry: { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] } = {
    method,
    path,
    query: query.toString(),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: parsed(body),
    bodyLength: body.length,
    closedByClient: new Promise((resolve) => {
      close = resolve;
    }),
  };
  response.once('close', () => {
    if (response.headersSent) entry.status = response.statusCode;
    leave.abort(new Error('The connection was closed.'));
    if (!closedByClient(response)) return;
    entry.closedByClientAt = Date.now();
    close();
  });
  state.recording.add(entry);
}

/** Undefined when the client left while it was sending. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // The body never ended, so there is no request to answer or to record.
    return undefined;
  }
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Not JSON: files, or a test of what happens then.
    return undefined;
  }
}
