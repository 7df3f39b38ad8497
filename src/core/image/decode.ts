import type { Bitmap, Decode } from './bitmap.ts';
import { fit, type Size } from './fit.ts';
import { storedRegion } from './orient.ts';
import type { Plan } from './plan.ts';
import { resample } from './resample.ts';
import { type ImageType, type PrepareOptions, RefusalError, type Region } from './types.ts';

/** Decodes a part of a picture, given in stored pixels, straight at the size that is wanted. */
export type DecodePart = (bytes: Uint8Array, part: Region, size: Size) => Promise<Bitmap>;

/** Decodes the wanted part of a picture at the wanted size, before its orientation is applied. */
export async function decodeTarget(bytes: Uint8Array, plan: Plan, options: PrepareOptions): Promise<Bitmap> {
  const { header, target } = plan;
  const part = storedRegion(plan.region, header, header.orientation);
  const size = header.orientation >= 5 ? { width: target.height, height: target.width } : target;
  try {
    const decodePart = header.frames <= 1 ? await partial[header.type]?.() : undefined;
    if (decodePart) return await decodePart(bytes, part, size);
    return await decodeWhole(bytes, plan, options, part, size);
  } catch (error) {
    throw asRefusal(error, header.type);
  }
}

const partial: Partial<Record<ImageType, () => Promise<DecodePart>>> = {
  png: async () => (await import('./formats/png.ts')).decodePart,
  jpeg: async () => (await import('./formats/jpeg.ts')).decodePart,
};

const decoders: Partial<Record<ImageType, () => Promise<Decode>>> = {
  png: async () => (await import('./formats/apng.ts')).decode,
  gif: async () => (await import('./formats/gif.ts')).decode,
  webp: async () => (await import('./formats/webp.ts')).decode,
  bmp: async () => (await import('./formats/bmp.ts')).decode,
  tiff: async () => (await import('./formats/tiff.ts')).decode,
  ico: async () => (await import('./formats/ico.ts')).decode,
  avif: async () => (await import('./formats/avif.ts')).decode,
  heic: async () => (await import('./formats/heic.ts')).decode,
  svg: async () => (await import('./formats/svg.ts')).decode,
};

async function decodeWhole(
  bytes: Uint8Array,
  { header }: Plan,
  { frame = 0, region, limits }: PrepareOptions,
  part: Region,
  size: Size,
): Promise<Bitmap> {
  const decode = await decoders[header.type]?.();
  if (!decode) throw new RefusalError({ reason: 'unsupported', type: header.type });
  const width = Math.max(1, Math.round((header.width * size.width) / part.width));
  const height = Math.max(1, Math.round((header.height * size.height) / part.height));
  const bitmap = await decode(bytes, { frame, width, height });
  const whole = { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
  // Pages of a TIFF and sizes of an icon need not have the ratio of the first.
  if (header.frames > 1 && !region) return resample(bitmap, whole, fit(bitmap.width, bitmap.height, limits));
  return resample(bitmap, inBitmap(part, header, bitmap), size);
}

/** A decoder may return another size than the header says: the rectangle in its pixels. */
function inBitmap(part: Region, stored: Size, bitmap: Bitmap): Region {
  const x = bitmap.width / stored.width;
  const y = bitmap.height / stored.height;
  return { x: part.x * x, y: part.y * y, width: part.width * x, height: part.height * y };
}

/** Whatever a decoder throws is the fault of the bytes, but for a lack of memory. */
function asRefusal(error: unknown, type: ImageType): RefusalError {
  if (error instanceof RefusalError) return error;
  const outOfMemory = error instanceof RangeError && /allocation|memory/i.test(error.message);
  const reason = outOfMemory ? 'decoderFailed' : 'damaged';
  return new RefusalError({ reason, type, detail: String(error) }, { cause: error });
}
