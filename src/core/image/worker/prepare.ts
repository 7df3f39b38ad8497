import { type PreparedBytes, prepareUntouched } from '../asIs.ts';
import type { PreparedImage, PrepareOptions } from '../imageTypes.ts';

/**
 * Makes a file into what may be sent: the same bytes when they are legal and within the tier, else decoded, turned
 * upright, cut, fitted and encoded again. Throws a RefusalError where no picture can be had.
 */
export async function prepareBytes(
  bytes: Uint8Array,
  options: PrepareOptions,
  hash: string,
): Promise<PreparedBytes> {
  const untouched = prepareUntouched(bytes, options, hash);
  if (untouched) return untouched;
  // Codecs load only when a pixel is to be touched.
  const { convert } = await import('./convert.ts');
  return await convert(bytes, options, hash);
}

export function withBase64({ bytes, ...image }: PreparedBytes): PreparedImage {
  return { ...image, base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') };
}
