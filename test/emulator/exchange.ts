import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { type ApiError, errorBody } from './apiError.ts';
import { isText } from './json.ts';

/** One request and its response, while it is answered. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Aborts when the client closes early or the emulator is closed. */
  readonly signal: AbortSignal;
}

export function sendJson(
  { response, requestId }: Exchange,
  status: number,
  body: unknown,
  headers = {},
): void {
  response.writeHead(status, {
    ...standardHeaders(requestId),
    'content-type': 'application/json',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

export function sendError(exchange: Exchange, error: ApiError): void {
  if (error.html === undefined) {
    sendJson(exchange, error.status, errorBody(error, exchange.requestId), error.headers);
    return;
  }
  exchange.response.writeHead(error.status, {
    'content-type': 'text/html',
    server: 'cloudflare',
    ...error.headers,
  });
  exchange.response.end(error.html);
}

/** The headers every answer of the API carries; limits are those of the start tier. */
export function standardHeaders(requestId: string): Readonly<Record<string, string>> {
  return {
    'request-id': requestId,
    'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
    'anthropic-workspace-id': 'wrkspc_standin',
    'anthropic-ratelimit-requests-limit': '1000',
    'anthropic-ratelimit-requests-remaining': '999',
    'anthropic-ratelimit-requests-reset': '2026-11-22T00:00:00Z',
  };
}

export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.headers[name];
  return isText(value) ? value : value?.[0];
}

/** Ends the connection from our side, so that it does not count as closed by the client. */
export function cutConnection({ response }: Exchange): void {
  cut.add(response);
  response.destroy();
}

export function closedByClient(response: ServerResponse): boolean {
  return !response.writableFinished && !cut.has(response);
}

const cut = new WeakSet<ServerResponse>();
