import xxhash from 'xxhash-wasm';
import { yieldToEvents } from '#platform/timers.ts';

let hashes: ReturnType<typeof xxhash> | undefined;

/**
 * The XXH64 of a file, in hex. It tells images apart and guards nothing, so it need not be a slow one: a millisecond
 * for the largest file that may be sent. Whoever has more bytes lets others have their turn in between.
 */
export async function identityOf(bytes: Uint8Array): Promise<string> {
  hashes ??= xxhash();
  const hash = (await hashes).create64();
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    if (at > 0 && at % turnBytes === 0) await yieldToEvents();
    hash.update(bytes.subarray(at, at + sliceBytes));
  }
  return hash.digest().toString(16).padStart(16, '0');
}

/** What stays in the processor's cache on its way into the program's memory. */
const sliceBytes = 65_536;

const turnBytes = 128 * sliceBytes;
