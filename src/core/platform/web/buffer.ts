/** jimp itself accepts any array of bytes; its types demand no more where those of Node are missing. */
export function asBuffer(bytes: Uint8Array): Uint8Array {
  return bytes;
}
