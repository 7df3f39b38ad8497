import type { Bitmap, Decode } from './bitmap.ts';
import type { Size } from './fit.ts';
import { storedRegion } from './orient.ts';
import type { Plan } from './plan.ts';
import { resample } from './resample.ts';
import { type ImageType, RefusalError, type Region } from './types.ts';

/** Decodes the wanted part of a picture at the wanted size, before its orientation is applied. */
export async function decodeTarget(bytes: Uint8Array, plan: Plan, frame: number): Promise<Bitmap> {
  const { header, target } = plan;
  const stored = { width: header.width, height: header.height };
  const window = storedRegion(plan.region, stored, header.orientation);
  const size = header.orientation >= 5 ? { width: target.height, height: target.width } : target;
  const wanted = {
    frame,
    width: scaled(stored.width, size.width / window.width),
    height: scaled(stored.height, size.height / window.height),
  };
  const decode = await decoders[header.type]?.();
  if (!decode) throw new RefusalError({ reason: 'unsupported', type: header.type });
  const bitmap = await decoding(header.type, () => decode(bytes, wanted));
  return resample(bitmap, inBitmap(window, stored, bitmap), size);
}

function scaled(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale));
}

/** A decoder may return another size than the header says: the rectangle in its pixels. */
function inBitmap(window: Region, stored: Size, bitmap: Bitmap): Region {
  const x = bitmap.width / stored.width;
  const y = bitmap.height / stored.height;
  return { x: window.x * x, y: window.y * y, width: window.width * x, height: window.height * y };
}

const decoders: Partial<Record<ImageType, () => Promise<Decode>>> = {
  png: async () => (await import('./formats/png.ts')).decode,
  jpeg: async () => (await import('./formats/jpeg.ts')).decode,
};

/** Whatever a decoder throws is the fault of the bytes, but for a lack of memory. */
async function decoding(type: ImageType, decode: () => Promise<Bitmap>): Promise<Bitmap> {
  try {
    return await decode();
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    const reason =
      error instanceof RangeError && /allocation|memory/i.test(error.message) ? 'decoderFailed' : 'damaged';
    throw new RefusalError({ reason, type, detail: String(error) }, { cause: error });
  }
}
