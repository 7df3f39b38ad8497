import { fit, orientedSize, type Size } from './fit.ts';
import { type ImageHeader, type PrepareOptions, RefusalError, type Region } from './imageTypes.ts';
import { maxDecodedPixels, maxHeldPixels } from './limits.ts';
import { probe } from './probe.ts';

/** What is to be done with a picture, decided from its header alone. */
export interface Plan {
  readonly header: ImageHeader;
  /** The part of the picture, as it is seen, that is wanted; whole pixels within it. */
  readonly region: Region;
  /** Pixels of the result, as it is seen. */
  readonly target: Size;
}

/** Reads the header and decides the size. Throws a RefusalError for what is no image or would take too much memory. */
export function planOf(bytes: Uint8Array, options: PrepareOptions): Plan {
  const header = probe(bytes);
  if ('reason' in header) throw new RefusalError(header);
  refuseTooManyPixels(header, bytes.length);
  const region = regionWithin(orientedSize(header), options.region);
  const scalable = header.type === 'svg' ? largestSide / Math.max(region.width, region.height) : 1;
  const target = fit(Math.ceil(region.width * scalable), Math.ceil(region.height * scalable), options.limits);
  return { header, region, target };
}

/** An SVG has no size of its own: it is drawn as if it were this long, then fitted like any other picture. */
const largestSide = 8000;

// Decoded row by row, or at a reduced scale; everything else is held as a whole.
const streamed = new Set(['png', 'jpeg']);

function refuseTooManyPixels(header: ImageHeader, byteLength: number): void {
  if (header.type === 'svg') return;
  const { type, width, height } = header;
  const held = !streamed.has(type) || header.traits.includes('interlaced');
  const limit = held ? maxHeldPixels : maxDecodedPixels;
  if (width * height <= limit) return;
  throw new RefusalError({ reason: 'tooManyPixels', type, width, height, byteLength, limit });
}

function regionWithin(size: Size, region: Region | undefined): Region {
  if (!region) return { x: 0, y: 0, ...size };
  const x = clamp(Math.floor(region.x), 0, size.width - 1);
  const y = clamp(Math.floor(region.y), 0, size.height - 1);
  return {
    x,
    y,
    width: clamp(Math.ceil(region.x + region.width), x + 1, size.width) - x,
    height: clamp(Math.ceil(region.y + region.height), y + 1, size.height) - y,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
