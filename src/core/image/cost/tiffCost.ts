import { pagePlaces, readDirectory, segmentSize, tiffOrder, tiffTags } from '../probe/tiff.ts';
import type { CostOf } from './cost.ts';

const jpeg = 7;
const cmyk = 5;

/** Copies of a segment while it is unpacked: an uncompressed one lies in the file, and inflate gathers its chunks. */
const copies: Readonly<Record<number, number>> = { 1: 0, 8: 2, 32946: 2 };

/**
 * The samples of a page are unpacked, strip by strip or tile by tile, and then converted to RGBA; CMYK goes through the
 * kernel, with a plane for black.
 */
export const tiffCost: CostOf = (bytes, _header, frame) => {
  const order = tiffOrder(bytes);
  const at = order && pagePlaces(bytes, order)[frame];
  if (!order || at === undefined) return { bytes: 0, pixels: 0 };
  const page = readDirectory(bytes, order, at);
  const read = (name: keyof typeof tiffTags, otherwise: number) => page.value(tiffTags[name]) ?? otherwise;
  const [width, height] = [read('width', 0), read('height', 0)];
  const pixels = width * height;
  const bytesPerPixel = (read('samples', 1) * read('bits', 1)) / 8;
  const compression = read('compression', 1);
  const planes = read('planes', 1) === 2 ? read('samples', 1) : 1;
  const segment = segmentSize(page, width, height);
  const segmentPixels = segment.width * segment.height;
  const count =
    Math.ceil(width / Math.max(segment.width, 1)) * Math.ceil(height / Math.max(segment.height, 1));
  const fileBytes = bytes.length * 2;
  // A segment is a JPEG of its own, decoded in the kernel's memory and drawn on the page.
  if (compression === jpeg)
    return { bytes: pixels * 4 + segmentPixels * 8 + fileBytes, pixels: segmentPixels * count };
  const inkBytes = read('photometric', 1) === cmyk ? 6 : 0;
  const segmentBytes = (segmentPixels * bytesPerPixel * (copies[compression] ?? 1)) / planes;
  return {
    bytes: pixels * (bytesPerPixel + 4 + inkBytes) + segmentBytes + fileBytes,
    pixels: segmentPixels * count * planes,
  };
};
