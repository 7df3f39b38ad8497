import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { exifOrientation } from './exif.ts';
import { Chunk, damaged, fourCharacters, header, maxParts, traitsOf, viewOf } from './header.ts';

/** Reads the header of a WebP file from its chunk headers. */
export function probeWebp(bytes: Uint8Array): ImageHeader | Refusal {
  const [first, ...more] = riffChunks(bytes);
  if (first?.type === 'VP8 ') return lossy(first);
  if (first?.type === 'VP8L') return lossless(first);
  if (first?.type === 'VP8X') return extended(first, more);
  return damaged('webp', 'no picture data');
}

/** The chunks of a RIFF file or inside a chunk, from `at` on. */
export function riffChunks(bytes: Uint8Array, at = 12): Chunk[] {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  let next = at;
  while (next + 8 <= bytes.length && chunks.length < maxParts) {
    const length = view.getUint32(next + 4, true);
    chunks.push(new Chunk(bytes, fourCharacters(view, next), next + 8, length));
    next += 8 + length + (length % 2);
  }
  return chunks;
}

function lossy({ data, whole }: Chunk): ImageHeader | Refusal {
  const view = viewOf(data);
  if (view.getUint8(3) !== 0x9d || view.getUint8(4) !== 0x01 || view.getUint8(5) !== 0x2a)
    return damaged('webp', 'no key frame');
  return header('webp', view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff, {
    traits: traitsOf({ truncated: !whole }),
  });
}

function lossless({ data, whole }: Chunk): ImageHeader | Refusal {
  if (data[0] !== 0x2f) return damaged('webp', 'no lossless signature');
  const bits = viewOf(data).getUint32(1, true);
  return header('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, {
    alpha: ((bits >>> 28) & 1) === 1,
    traits: traitsOf({ lossless: true, truncated: !whole }),
  });
}

function extended({ data }: Chunk, more: readonly Chunk[]): ImageHeader | Refusal {
  const view = viewOf(data);
  const flags = view.getUint8(0);
  const animated = (flags & 0x02) !== 0;
  const frames = more.filter(({ type }) => type === 'ANMF').length;
  const picture = more.find(({ type }) => type === 'VP8 ' || type === 'VP8L');
  if (animated ? frames === 0 : !picture) return damaged('webp', 'no picture data');
  const inner = picture?.type === 'VP8L' ? lossless(picture) : picture && lossy(picture);
  const [width, height] = [uint24(view, 4) + 1, uint24(view, 7) + 1];
  if (!animated && inner && ('reason' in inner || inner.width !== width || inner.height !== height))
    return damaged('webp', 'the picture is not as large as the file says');
  const exif = more.find(({ type }) => type === 'EXIF');
  return header('webp', width, height, {
    orientation: exif ? exifOrientation(exif.data) : 1,
    frames: animated ? frames : 1,
    alpha: (flags & 0x10) !== 0,
    traits: traitsOf({
      animated,
      lossless: picture?.type === 'VP8L',
      icc: (flags & 0x20) !== 0,
      truncated: more.some(({ whole }) => !whole),
    }),
  });
}

/** A number of three bytes, the lowest first. */
export function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
}
