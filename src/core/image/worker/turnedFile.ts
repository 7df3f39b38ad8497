import { base64Length } from '../../bytes.ts';
import { orientedSize } from '../fit.ts';
import type { PrepareOptions } from '../imageTypes.ts';
import type { Plan } from '../plan.ts';
import type { Encoded } from './encode.ts';

/** How a JPEG may be coded for its coefficients to be read: with Huffman codes, of 8 bits. */
const unread = ['arithmetic', 'lossless', '12-bit', 'unmarked-cmyk'];

/** A JPEG that only lies on its side, turned without loss; undefined where it must be decoded. */
export async function turnedFile(
  bytes: Uint8Array,
  { header, colors }: Plan,
  { limits }: PrepareOptions,
): Promise<Omit<Encoded, 'reduced'> | undefined> {
  if (header.type !== 'jpeg' || header.orientation === 1 || colors) return undefined;
  if (header.traits.some((trait) => unread.includes(trait))) return undefined;
  const turned = await turnedBytes(bytes, header.orientation);
  if (!turned || base64Length(turned.length) > limits.maxBase64Bytes) return undefined;
  return { mediaType: 'image/jpeg', bytes: turned, ...orientedSize(header) };
}

async function turnedBytes(bytes: Uint8Array, orientation: number): Promise<Uint8Array | undefined> {
  const { turnedJpeg } = await import('../formats/jpeg/jpegTurn.ts');
  try {
    return await turnedJpeg(bytes, orientation);
  } catch {
    // It is decoded then, and that says what is wrong with it.
    return undefined;
  }
}
