import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { header, traitsOf, viewOf } from './header.ts';

/** Header lengths of the known versions; a file with any other only happens to begin with "BM". */
const headerLengths = [12, 16, 40, 52, 56, 64, 108, 124];

/** Whether the bytes after "BM" can be a bitmap's. */
export function isBmp(bytes: Uint8Array): boolean {
  return bytes.length >= 26 && headerLengths.includes(viewOf(bytes).getUint32(14, true));
}

/** Reads the header of a BMP file. */
export function probeBmp(bytes: Uint8Array): ImageHeader | Refusal {
  const view = viewOf(bytes);
  const length = view.getUint32(14, true);
  if (length === 12)
    return header('bmp', view.getUint16(18, true), view.getUint16(20, true), oldTraits(view));
  const compression = length >= 40 ? view.getUint32(30, true) : 0;
  if (compression === 4 || compression === 5)
    return {
      reason: 'unsupported',
      type: 'bmp',
      oddity: 'wrapper',
      detail: 'holds a JPEG or PNG for printers',
    };
  return header('bmp', view.getInt32(18, true), Math.abs(view.getInt32(22, true)), {
    alpha: length >= 56 && compression === 3 && view.getUint32(66, true) !== 0,
    traits: traitsOf({
      palette: view.getUint16(28, true) <= 8,
      rle: compression === 1 || compression === 2,
      bitfields: compression === 3 || compression === 6,
      flipped: view.getInt32(22, true) < 0,
    }),
  });
}

function oldTraits(view: DataView): Pick<ImageHeader, 'traits'> {
  return { traits: traitsOf({ palette: view.getUint16(24, true) <= 8 }) };
}
