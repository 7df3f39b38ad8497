import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { exifOrientation } from './exif.ts';
import { ascii, damaged, fourCharacters, header, maxParts, traitsOf, viewOf } from './header.ts';

const signatureLength = 8;
/** Length, type and check sum around a chunk's data. */
const chunkOverhead = 12;

/** Bits a sample may have, by colour type (PNG specification, table 11.1). */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** A chunk of a PNG; `data` is cut short where the file ends before it does. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Offset of its length, and of the first byte behind its check sum, which may lie beyond the file. */
  readonly start: number;
  readonly end: number;
}

interface Chunks {
  readonly first: ReadonlyMap<string, Uint8Array>;
  readonly complete: boolean;
}

/** Reads the header of a PNG or APNG file from its chunk headers. */
export function probePng(bytes: Uint8Array): ImageHeader | Refusal {
  if (ascii(bytes, 12, 4) === 'CgBI') return { reason: 'unsupported', type: 'png', detail: 'CgBI variant' };
  if (ascii(bytes, 12, 4) !== 'IHDR') return damaged('png', 'does not begin with IHDR');
  const view = viewOf(bytes);
  const depth = view.getUint8(24);
  const colour = view.getUint8(25);
  if (!depths[colour]?.includes(depth)) return damaged('png', `colour type ${colour}, ${depth} bits`);
  const { first, complete } = readChunks(bytes);
  if (!first.has('IDAT')) return damaged('png', 'no picture data');
  return header('png', view.getUint32(16), view.getUint32(20), {
    orientation: exifOrientation(first.get('eXIf') ?? new Uint8Array()),
    frames: frameCount(first.get('acTL')),
    alpha: colour === 4 || colour === 6 || first.has('tRNS'),
    traits: traitsOf({
      animated: first.has('acTL'),
      palette: colour === 3,
      grey: colour === 0 || colour === 4,
      '16-bit': depth === 16,
      interlaced: view.getUint8(28) === 1,
      icc: first.has('iCCP'),
      gamma: first.has('gAMA') && !first.has('sRGB') && !first.has('iCCP'),
      truncated: !complete,
    }),
  });
}

function frameCount(animation: Uint8Array | undefined): number {
  return animation && animation.length >= 4 ? Math.max(viewOf(animation).getUint32(0), 1) : 1;
}

/** The chunks one after another. Only the eight bytes before each chunk's data are read. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = viewOf(bytes);
  let start = signatureLength;
  for (let count = 0; count < maxParts && start + chunkOverhead <= bytes.length; count += 1) {
    const length = view.getUint32(start);
    const end = start + chunkOverhead + length;
    const data = bytes.subarray(start + 8, start + 8 + length);
    yield { type: fourCharacters(view, start + 4), data, start, end };
    start = end;
  }
}

/** The first chunk of each kind, up to the end of the picture. */
function readChunks(bytes: Uint8Array): Chunks {
  const first = new Map<string, Uint8Array>();
  for (const { type, data, end } of pngChunks(bytes)) {
    if (!first.has(type)) first.set(type, data);
    if (type === 'IEND') return { first, complete: end <= bytes.length };
  }
  return { first, complete: false };
}
