import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';

/**
 * Writes in pieces no client may rely on: single bytes that split characters and line ends,
 * then pieces that hold several events.
 */
export async function writeAwkwardly(
  response: ServerResponse,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(text);
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    signal.throwIfAborted();
    const end = at + (sizes[turn % sizes.length] ?? bytes.length);
    if (!response.write(bytes.subarray(at, end))) await once(response, 'drain', { signal });
    at = end;
    // Lets the piece leave the socket alone instead of together with the next one.
    await setImmediate();
  }
}

const sizes = [1, 37, 2, 700, 5, 1, 1, 90, 3000];
