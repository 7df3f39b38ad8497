import { base64Length } from '../bytes.ts';
import { isWhole } from './completeness.ts';
import { fit, fits, patches } from './fit.ts';
import type { ImageHeader, ImageType, MediaType, PreparedImage, PrepareOptions } from './imageTypes.ts';
import type { Plan } from './plan.ts';

const mediaTypes: Partial<Record<ImageType, MediaType>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

/** The media type under which a file of this kind may be sent as it is, if there is one. */
export function mediaTypeOf(type: ImageType): MediaType | undefined {
  return mediaTypes[type];
}

/** Whether the API accepts the file, whether or not it scales it down. */
export function isLegal(header: ImageHeader, byteLength: number, options: PrepareOptions): boolean {
  return (
    mediaTypeOf(header.type) !== undefined &&
    Math.max(header.width, header.height) <= options.limits.maxSide &&
    base64Length(byteLength) <= options.limits.maxBase64Bytes
  );
}

/** Whether the pixels of the file are what is to be sent: legal, seen unscaled, a single picture, nothing cut out of it or painted over. */
export function keepsPixels(header: ImageHeader, byteLength: number, options: PrepareOptions): boolean {
  return (
    options.region === undefined &&
    !options.redactions?.length &&
    header.frames <= 1 &&
    isLegal(header, byteLength, options) &&
    fits(header.width, header.height, options.limits)
  );
}

/**
 * Whether a program that reads nothing but the pixels sees the file as people do: servers apply neither the orientation
 * nor the colour profile (Vision docs, Aug 2026: metadata is not read).
 */
export function showsItself({ header, colors }: Plan): boolean {
  return header.orientation === 1 && colors === undefined && !header.traits.includes('unmarked-cmyk');
}

/** The file unchanged when it may be sent like that, else undefined. No pixel is decoded. */
export function prepareUntouched(
  bytes: Uint8Array,
  plan: Plan,
  options: PrepareOptions,
  hash: string,
): PreparedImage | undefined {
  const { header } = plan;
  if (!showsItself(plan) || !keepsPixels(header, bytes.length, options)) return undefined;
  if (!isWhole(bytes, header.type)) return undefined;
  return original(bytes, options, header, hash);
}

/** The file as it is. Beyond the tier the API scales it down itself, so the tokens are those of the fitted size. */
export function original(
  bytes: Uint8Array,
  { limits }: PrepareOptions,
  header: ImageHeader,
  hash: string,
): PreparedImage {
  const { width, height, frames } = header;
  const seen = fit(width, height, limits);
  return {
    mediaType: mediaTypeOf(header.type) ?? 'image/png',
    bytes,
    width,
    height,
    byteLength: bytes.length,
    tokens: patches(seen.width, seen.height),
    header,
    hash,
    steps: frames > 1 ? [{ what: 'frame', frame: 0, of: frames }] : [],
  };
}
