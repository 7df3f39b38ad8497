import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { damaged, header, traitsOf, viewOf } from './header.ts';

/** One picture of an icon file. */
export interface IconEntry {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly png: boolean;
  readonly offset: number;
  readonly length: number;
}

const entryLength = 16;

/** Most entries that are read: icons have one for each size and depth, a dozen or two. */
const maxEntries = 256;

/** Whether a list of pictures can follow the first four bytes. */
export function isIcon(bytes: Uint8Array): boolean {
  if (bytes.length < 6 + entryLength) return false;
  const view = viewOf(bytes);
  const count = view.getUint16(4, true);
  return count > 0 && view.getUint32(18, true) >= 6 + count * entryLength;
}

/** Reads the header of an ICO or CUR file: that of its largest picture, which represents the file. */
export function probeIcon(bytes: Uint8Array): ImageHeader | Refusal {
  const entries = iconEntries(bytes);
  const [best] = entries;
  if (!best) return damaged('ico', 'no picture inside the file');
  return header('ico', best.width, best.height, {
    frames: entries.length,
    alpha: true,
    traits: traitsOf({ cursor: bytes[2] === 2, png: best.png, palette: best.bits > 0 && best.bits <= 8 }),
  });
}

/** The pictures whose data lies inside the file: the largest first, of the deepest colours among equals. */
export function iconEntries(bytes: Uint8Array): IconEntry[] {
  const view = viewOf(bytes);
  const entries: IconEntry[] = [];
  const end = 6 + Math.min(view.getUint16(4, true), maxEntries) * entryLength;
  for (let at = 6; at + entryLength <= Math.min(end, bytes.length); at += entryLength) {
    const length = view.getUint32(at + 8, true);
    const offset = view.getUint32(at + 12, true);
    if (length >= 40 && offset + length <= bytes.length)
      entries.push({ ...pictureSize(view, at, offset), offset, length });
  }
  return entries.sort((a, b) => b.width * b.height - a.width * a.height || b.bits - a.bits);
}

// The list holds a side of 256 as 0 and is often wrong; the pictures themselves are not.
function pictureSize(
  view: DataView,
  entry: number,
  at: number,
): Pick<IconEntry, 'width' | 'height' | 'bits' | 'png'> {
  if (view.getUint32(at) === 0x89504e47)
    return { width: view.getUint32(at + 16), height: view.getUint32(at + 20), bits: 32, png: true };
  const width = view.getInt32(at + 4, true);
  // Negative where the rows start at the top.
  const stored = Math.abs(view.getInt32(at + 8, true));
  // It counts the mask below the colours as well, which some programs forget: then the list agrees with it.
  const [listedWidth, listedHeight] = [view.getUint8(entry) || 256, view.getUint8(entry + 1) || 256];
  const alone = width === listedWidth && stored === listedHeight;
  return {
    width,
    height: alone ? stored : Math.floor(stored / 2),
    bits: view.getUint16(at + 14, true),
    png: false,
  };
}
