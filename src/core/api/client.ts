import { FailureError, type KeySource } from '../errors.ts';
import type { Fetch } from './answerTypes.ts';
import type { ServerDialect } from './dialects.ts';
import { errorText } from './stream/body.ts';

export interface ClientOptions {
  /** Normalised: see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly dialect: ServerDialect;
  readonly fetch: Fetch;
}

export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From `/v1/` on, with its query. */
  readonly path: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Of the body. Default: `application/json`. */
  readonly contentType?: string;
}

/**
 * Sends one request and gives the response, whose status is 2xx and whose body has yet to be read.
 *
 * @throws StatusError for any other status, UnreachableError when there was no response.
 */
export type Client = (request: ServerRequest, signal: AbortSignal) => Promise<Response>;

/**
 * A client of the Messages API for one server. The SDK gives it its types but not its client (1.12.0), which
 * - reads headers, keys and base URLs from variables and from profiles on disk, and traces into the telemetry that
 *   another extension has registered;
 * - reads the body of an error whole, however long it is;
 * - keeps the response of every stream that is read by others than itself: it registers the response's body with a
 *   FinalizationRegistry whose held value, the controller of the request, reaches that body through fetch's listener.
 */
export function createClient({ baseUrl, key, dialect, fetch }: ClientOptions): Client {
  const shared = { ...serverHeaders(key, dialect), accept: 'application/json', 'user-agent': userAgent };
  return async ({ method, path, body, contentType = 'application/json' }, signal) => {
    const headers = body ? { ...shared, 'content-type': contentType } : shared;
    const init = { method, headers, signal, ...(body && { body }) };
    // A redirect to another host would take the key there: fetch only drops `authorization`.
    const response = await reached(fetch(baseUrl + path, { ...init, redirect: 'manual' }));
    if (response.ok) return response;
    throw new StatusError(response.status, response.headers, await errorText(response.body, signal));
  };
}

const userAgent = 'ask-claude-images';

/** A response with another status than 2xx. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of its body. */
  readonly body: string;

  constructor(status: number, headers: Headers, body: string) {
    super(`status ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** A request that got no response. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

async function reached(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (cause) {
    throw new UnreachableError('no response', { cause });
  }
}

/**
 * A key that cannot be a header would be quoted by the error that says so.
 *
 * @throws FailureError `keyRefused` for such a key.
 */
export function requireSendable(key: string | undefined, keySource?: KeySource): void {
  if (!key || /^[\x21-\x7e]+$/.test(key)) return;
  const detail = 'the key holds characters that no key has';
  throw new FailureError({ kind: 'keyRefused', detail, ...(keySource && { keySource }) });
}

/** The headers of every request to a server: the version, and the key where the server reads it. */
export function serverHeaders(
  key: string | undefined,
  dialect: ServerDialect,
): Readonly<Record<string, string>> {
  return { 'anthropic-version': dialect.version, ...(key && keyHeaders(key, dialect)) };
}

function keyHeaders(key: string, { key: header }: ServerDialect): Record<string, string> {
  return {
    ...(header !== 'x-api-key' && { authorization: `Bearer ${key}` }),
    ...(header !== 'bearer' && { 'x-api-key': key }),
  };
}
