import type { Bitmap } from './bitmap.ts';
import { Jimp } from './jimp.ts';
import { resample } from './resample.ts';
import type { MediaType } from './types.ts';
import { base64Length } from './untouched.ts';

export interface Encoded {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Whether quality or size had to go down for the byte limit. */
  readonly reduced: boolean;
}

/** Encodes as PNG or JPEG, by content. */
export async function encode(picture: Bitmap, maxBase64Bytes: number): Promise<Encoded> {
  let { width, height } = picture;
  let bitmap = picture;
  for (let reduced = false; ; reduced = true) {
    const image = new Jimp({ width, height, data: Buffer.from(bitmap.data) });
    const mediaType = isFlat(bitmap) ? 'image/png' : 'image/jpeg';
    const bytes =
      mediaType === 'image/png'
        ? await image.getBuffer('image/png', { deflateLevel: 6 })
        : await image.getBuffer('image/jpeg', { quality: 85 });
    if (base64Length(bytes.length) <= maxBase64Bytes) return { mediaType, bytes, width, height, reduced };
    width = Math.max(1, Math.floor(width * 0.75));
    height = Math.max(1, Math.floor(height * 0.75));
    bitmap = await resample(
      picture,
      { x: 0, y: 0, width: picture.width, height: picture.height },
      { width, height },
    );
  }
}

function isFlat({ width, height, data }: Bitmap): boolean {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  let equal = 0;
  for (let at = 1; at < pixels.length; at++) {
    if (pixels[at] === pixels[at - 1]) equal += 1;
    if ((pixels[at] ?? 0) >>> 24 !== 255) return true;
  }
  return equal > pixels.length / 4;
}
