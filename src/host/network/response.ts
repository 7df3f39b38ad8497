import type { Response as UndiciResponse } from 'undici';

/** The response as one of Node's own: code that looks for its class does not know those of another copy of undici. */
export function nodeResponse({ statusText, headers, url, body }: UndiciResponse, status: number): Response {
  // The stream is Node's in every copy; only their declarations differ.
  const bytes = body as ReadableStream<Uint8Array> | null;
  const response = new Response(bytes, { status, statusText, headers: [...headers] });
  return Object.defineProperty(response, 'url', { value: url });
}
