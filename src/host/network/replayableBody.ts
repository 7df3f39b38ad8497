import type { Fetch } from '../../core/api/answerTypes.ts';

/** A request that either transport can send, and the second one after the first could not connect. */
export interface ReplayableRequest {
  readonly url: URL;
  readonly init: {
    readonly method: string;
    readonly headers: [string, string][];
    readonly redirect: 'follow' | 'error' | 'manual';
    readonly body?: string | Uint8Array<ArrayBuffer>;
    readonly signal?: AbortSignal;
  };
}

/**
 * The arguments of a `fetch`, with the body as text or bytes. Node's own classes write a form or a stream out,
 * because another copy of undici does not know them and would send "[object FormData]".
 */
export async function replayable(...[input, init]: Parameters<Fetch>): Promise<ReplayableRequest> {
  const text = typeof init?.body === 'string' ? init.body : undefined;
  const request = new Request(input, text === undefined ? init : { ...init, body: null });
  const body = text ?? (request.body ? new Uint8Array(await request.arrayBuffer()) : undefined);
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  const { method, redirect } = request;
  return {
    url: new URL(request.url),
    init: {
      ...{ method, redirect, headers: [...request.headers] },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    },
  };
}
