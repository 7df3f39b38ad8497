/**
 * Gives the memory of bytes that nobody needs any more back at once: the collector lets some 64 MB of unused buffers
 * stand in each thread before it starts. Bytes in a buffer that may hold others are left alone, and so are all where
 * the engine cannot do it (Node before 21).
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (
    byteLength > 0 &&
    buffer.byteLength === byteLength &&
    'transfer' in buffer &&
    typeof buffer.transfer === 'function'
  )
    buffer.transfer(0);
}
