import { maxDecodingBytes } from '../cost/decodingCost.ts';
import { fit, type Size } from '../fit.ts';
import { release } from '../freeMemory.ts';
import {
  type ImageHeader,
  type ImageType,
  type OmittedPart,
  type PrepareOptions,
  RefusalError,
  type Region,
} from '../imageTypes.ts';
import type { Plan } from '../plan.ts';
import type { Bitmap, Decode, Part } from './bitmap.ts';
import { decodePicture, type Picture, pictureOf } from './jimp.ts';
import { storedRegion } from './orient.ts';
import { redact } from './redact.ts';

/** A decoded picture, and the parts of an SVG that are missing in it. */
export interface Decoded {
  readonly picture: Picture;
  readonly omitted?: readonly OmittedPart[];
}

/**
 * Decodes the wanted part of a picture at the wanted size, before its orientation is applied. What is to be redacted is
 * painted over before anything is scaled, or its pixels would be mixed into those around it.
 */
export async function decodeTarget(bytes: Uint8Array, plan: Plan, options: PrepareOptions): Promise<Decoded> {
  const { header, target } = plan;
  const window = storedRegion(plan.region, header, header.orientation);
  const size = header.orientation >= 5 ? { width: target.height, height: target.width } : target;
  const boxes = plan.redactions.map((box) => storedRegion(box, header, header.orientation));
  try {
    if (header.type === 'svg' && options.region) return await decodeDrawing(bytes, { window, size, boxes });
    const part = { window, size: boxes.length > 0 ? { width: window.width, height: window.height } : size };
    const picture = await decodePartOf(bytes, plan, part);
    if (!picture) return await decodeWhole(bytes, plan, options, { window, size, boxes });
    redact(picture.bitmap, window, boxes);
    return { picture: await scaledTo(picture, size) };
  } catch (error) {
    throw asRefusal(error, header.type);
  }
}

/** A region of a drawing is drawn for itself: as a part of the whole it would be limited by the memory for that. */
async function decodeDrawing(bytes: Uint8Array, { window, size, boxes }: RedactedPart): Promise<Decoded> {
  const decode = await decoders.svg();
  const { omitted, ...bitmap } = await decode(bytes, { region: window, ...size });
  redact(bitmap, window, boxes);
  return { picture: await scaledTo(pictureOf(bitmap), size), ...(omitted && { omitted }) };
}

async function scaledTo(picture: Picture, size: Size): Promise<Picture> {
  return picture.scaled({ x: 0, y: 0, width: picture.width, height: picture.height }, size);
}

/** By the decoders that need not hold the whole picture; undefined for all others. */
async function decodePartOf(
  bytes: Uint8Array,
  { header, frame, redactions }: Plan,
  { window, size }: Part,
): Promise<Picture | undefined> {
  if (header.type === 'jpeg' && !isRareJpeg(header))
    return decodePicture('image/jpeg', bytes, { window, size });
  if (header.type === 'png' && header.frames <= 1) return decodePicture('image/png', bytes, { window, size });
  if (header.type === 'webp' && header.frames <= 1) {
    const { decodePart } = await import('../formats/webp.ts');
    return pictureOf(await decodePart(bytes, { window, size }));
  }
  if (header.type !== 'avif') return undefined;
  const { decodePart } = await import('../formats/avif.ts');
  const partOf = (bitmap: Bitmap) => {
    // Scaling by the way would mix pixels that are still to be redacted.
    if (redactions.length > 0 && (bitmap.width !== header.width || bitmap.height !== header.height))
      throw new RefusalError({
        reason: 'damaged',
        type: 'avif',
        detail: 'another size than the header states',
      });
    return { window: inBitmap(window, header, bitmap), size };
  };
  return pictureOf(await decodePart(bytes, frame, partOf));
}

function isRareJpeg({ traits }: ImageHeader): boolean {
  return traits.includes('arithmetic') || traits.includes('lossless');
}

/** Decoders of whole pictures; here a PNG is always an animated one, and a JPEG one of a rare kind. */
const decoders: Record<Exclude<ImageType, 'avif'>, () => Promise<Decode>> = {
  jpeg: async () => (await import('../formats/jpeg/turboJpeg.ts')).decode,
  png: async () => (await import('../formats/png/apng.ts')).decode,
  gif: async () => (await import('../formats/gif.ts')).decode,
  webp: async () => (await import('../formats/webp.ts')).decode,
  bmp: async () => (await import('../formats/bmp.ts')).decode,
  tiff: async () => (await import('../formats/tiff/tiff.ts')).decode,
  ico: async () => (await import('../formats/ico.ts')).decode,
  heic: async () => (await import('../formats/heic.ts')).decode,
  svg: async () => (await import('../formats/svg/svg.ts')).decode,
};

interface RedactedPart extends Part {
  /** In stored pixels. */
  readonly boxes: readonly Region[];
}

async function decodeWhole(
  bytes: Uint8Array,
  { header, frame }: Plan,
  { limits }: PrepareOptions,
  { window, size, boxes }: RedactedPart,
): Promise<Decoded> {
  if (header.type === 'avif') throw new RangeError('an AVIF is decoded by part');
  const decode = await decoders[header.type]();
  const width = Math.max(1, Math.round((header.width * size.width) / window.width));
  const height = Math.max(1, Math.round((header.height * size.height) / window.height));
  const bitmap = await decode(bytes, { frame, width, height });
  const picture = pictureOf(bitmap);
  redact(picture.bitmap, { x: 0, y: 0, width: header.width, height: header.height }, boxes);
  const wanted = inBitmap(window, header, picture);
  // Pages of a TIFF and sizes of an icon need not have the size of the first.
  const own = header.frames > 1 ? fit(Math.ceil(wanted.width), Math.ceil(wanted.height), limits) : size;
  const scaled = await picture.scaled(wanted, own);
  if (scaled.bitmap.data.buffer !== picture.bitmap.data.buffer) release(picture.bitmap.data);
  return { picture: scaled, ...(bitmap.omitted && { omitted: bitmap.omitted }) };
}

/** The rectangle in the pixels of the bitmap, because a decoder may return another size than the header states. */
function inBitmap(part: Region, stored: Size, bitmap: Size): Region {
  const x = bitmap.width / stored.width;
  const y = bitmap.height / stored.height;
  return { x: part.x * x, y: part.y * y, width: part.width * x, height: part.height * y };
}

/** An error of a decoder means damaged bytes, unless memory ran out or a WebAssembly program trapped. */
function asRefusal(error: unknown, type: ImageType): RefusalError {
  if (error instanceof RefusalError) return error;
  const found = { type, detail: String(error) };
  if (error instanceof Error && /allocation|memory|\bOOM\b/i.test(error.message))
    return new RefusalError({ ...found, reason: 'tooMuchMemory', limit: maxDecodingBytes }, { cause: error });
  const brokeOff = error instanceof Error && error.name === 'RuntimeError';
  return new RefusalError({ ...found, reason: brokeOff ? 'decoderFailed' : 'damaged' }, { cause: error });
}
