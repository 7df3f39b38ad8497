import xxhash from 'xxhash-wasm';
import { yieldToEvents } from '#platform/timers.ts';

let hashes: ReturnType<typeof xxhash> | undefined;

/**
 * The XXH64 of a file, in hex. It tells images apart and has no security to provide, so a fast hash is enough: a
 * millisecond for the largest file that may be sent. For more bytes it yields to other events in between.
 */
export async function identityOf(bytes: Uint8Array): Promise<string> {
  hashes ??= xxhash();
  const hash = (await hashes).create64();
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    if (at > 0 && at % yieldBytes === 0) await yieldToEvents();
    hash.update(bytes.subarray(at, at + sliceBytes));
  }
  return hash.digest().toString(16).padStart(16, '0');
}

/** Small enough to stay in the processor's cache while it is copied into the memory of the WebAssembly program. */
const sliceBytes = 65_536;

const yieldBytes = 128 * sliceBytes;
