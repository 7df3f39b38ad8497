import type { Fetch } from '../../../core/api/answerTypes.ts';
import { bodyBytes } from '../../../core/api/stream/body.ts';
import { withTimeout } from '../../../core/api/timeout.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { maxFileBytes } from '../../../core/image/limits.ts';

/** Whether the server of the model can be told the address alone: it takes four formats, and none from plain http. */
export function isFetchedByServer({ protocol, pathname }: URL): boolean {
  const ending = /\.(\w{2,5})$/.exec(pathname)?.[1];
  return protocol === 'https:' && (ending === undefined || /^(?:png|jpe?g|gif|webp)$/i.test(ending));
}

/** Milliseconds without a byte after which nobody waits any longer for an image on the web. */
const timeoutMs = 30_000;

/** The bytes of an image on the web. Throws RefusalError, and FailureError when there is no way to its server. */
export async function fetchImage(fetch: Fetch, url: URL, signal: AbortSignal): Promise<Uint8Array> {
  const send = (limit: AbortSignal) => fetch(url, { headers: { accept: 'image/*' }, signal: limit });
  const response = await withTimeout(timeoutMs, send, signal);
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new RefusalError({ reason: 'unreadable', detail: `HTTP ${response.status}` });
  }
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of bodyBytes(response.body, () => timeoutMs, signal)) {
    byteLength += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (byteLength > maxFileBytes)
      throw new RefusalError({ reason: 'tooManyBytes', byteLength, limit: maxFileBytes });
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}
