import type { ImageHeader } from '../imageTypes.ts';
import { iconEntries } from '../probe/ico.ts';
import { readSegments } from '../probe/jpeg.ts';
import type { CostOf, DecodingCost } from './cost.ts';

/** Rows are scaled as they are inflated; an interlaced picture is held, and its passes beside it. */
export const pngCost: CostOf = (bytes, { width, height, traits }) => {
  const perPixel = traits.includes('interlaced') ? 8 : 0;
  return { bytes: width * (height * perPixel + pngRowBytes) + bytes.length * 2, pixels: width * height };
};

/** Bytes for each pixel of a row: three rows of up to 8 bytes, one of RGBA, and sums of 2 and 4 bytes per channel. */
const pngRowBytes = 3 * 8 + 4 + 4 * (2 + 4);

/** A picture in several scans is held as coefficients of 16 bits, in blocks of 64 filled up to whole MCUs. */
export const jpegCost: CostOf = (bytes, { width, height, traits }) => {
  const { frame, scanned = 0 } = readSegments(bytes);
  const sampling = frame?.sampling ?? [];
  const kept = traits.includes('progressive') || scanned < (frame?.components ?? 0);
  const densestX = Math.max(1, ...sampling.map(({ x }) => x));
  const densestY = Math.max(1, ...sampling.map(({ y }) => y));
  const units = Math.ceil(width / (densestX * 8)) * Math.ceil(height / (densestY * 8));
  const blocks = sampling.reduce((sum, { x, y }) => sum + x * y, 0);
  if (traits.includes('arithmetic') || traits.includes('lossless'))
    return {
      bytes: units * blocks * 128 + width * height * rarePixelBytes + bytes.length * 3,
      pixels: width * height,
    };
  return {
    bytes: (kept ? units * blocks * 128 : 0) + width * jpegRowBytes + bytes.length * 2,
    pixels: width * height,
  };
};

/** Bytes for each pixel of a kind that is decoded as a whole: the samples in the program's memory, then RGBA. */
const rarePixelBytes = 3 + 4;

/** Bytes for each pixel of a row: 32 rows of up to four components, and the rows of the scaler. */
const jpegRowBytes = 32 * 4 + 32;

/** Lossless pixels are decoded from a copy of themselves, alpha from a plane of its own. */
export const webpCost = whole(({ traits, alpha }) => (traits.includes('lossless') ? 8 : alpha ? 6 : 4), 3);

/** Measured from 6 to 24 megapixels: the planes of the decoder and of its converter, then RGBA. */
export const avifCost = whole(
  ({ alpha, traits }) => 18 + (alpha ? 16 : 0) + (traits.includes('16-bit') ? 8 : 0),
  3,
);
export const heicCost = whole(() => 15, 3);

/** With run-length encoding, the palette indices are unpacked first. */
export const bmpCost = whole(({ traits }) => (traits.includes('rle') ? 5 : 4), 1);

/** A PNG inside an icon is decoded at its own size, in the kernel's memory and then in a copy. */
export const iconCost: CostOf = (bytes, _header, frame) => {
  const { width = 0, height = 0, png = false } = iconEntries(bytes)[frame] ?? {};
  const pixels = width * height;
  return { bytes: pixels * (png ? 16 : 5) + bytes.length * 2, pixels };
};

/** The cost of a decoder that holds so many bytes for each pixel of the picture, and so many copies of the file. */
function whole(bytesPerPixel: (header: ImageHeader) => number, copies: number): CostOf {
  return (bytes, header): DecodingCost => {
    const pixels = header.width * header.height;
    return { bytes: pixels * bytesPerPixel(header) + bytes.length * copies, pixels };
  };
}
