/** Without Node's types jimp's know no other class of bytes. */
export function asBuffer(bytes: Uint8Array): Uint8Array {
  return bytes;
}
