import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { exifOrientation } from './exif.ts';
import { ascii, Chunk, damaged, fourCharacters, header, maxParts, traitsOf, viewOf } from './header.ts';

const signatureLength = 8;
/** Bytes around a chunk's data: length, type and checksum. */
const chunkOverhead = 12;

/** Bits a sample may have, by colour type (PNG specification, table 11.1). */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Chunks {
  readonly first: ReadonlyMap<string, Uint8Array>;
  /** Frames whose control chunk is there. */
  readonly controls: number;
  readonly complete: boolean;
}

/** Reads the header of a PNG or APNG file from its chunk headers. */
export function probePng(bytes: Uint8Array): ImageHeader | Refusal {
  if (ascii(bytes, 12, 4) === 'CgBI')
    return { reason: 'unsupported', type: 'png', oddity: 'iosApp', detail: 'CgBI' };
  if (ascii(bytes, 12, 4) !== 'IHDR') return damaged('png', 'does not begin with IHDR');
  const view = viewOf(bytes);
  const depth = view.getUint8(24);
  const colour = view.getUint8(25);
  if (!depths[colour]?.includes(depth)) return damaged('png', `colour type ${colour}, ${depth} bits`);
  const { first, controls, complete } = readChunks(bytes);
  const frames = frameCount(first.get('acTL'), controls);
  if (!first.has('IDAT')) return damaged('png', 'no picture data');
  return header('png', view.getUint32(16), view.getUint32(20), {
    orientation: exifOrientation(first.get('eXIf') ?? new Uint8Array()),
    frames: Math.max(frames, 1),
    alpha: colour === 4 || colour === 6 || first.has('tRNS'),
    traits: traitsOf({
      animated: frames > 0,
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

/** The frames that are there of those announced; with none of them the file is the still picture that it holds too. */
function frameCount(animation: Uint8Array | undefined, controls: number): number {
  return animation && animation.length >= 4 ? Math.min(viewOf(animation).getUint32(0), controls) : 0;
}

/** The chunks one after another. Only the eight bytes before each chunk's data are read. */
export function* pngChunks(bytes: Uint8Array): Generator<Chunk> {
  const view = viewOf(bytes);
  let at = signatureLength;
  for (let count = 0; count < maxParts && at + chunkOverhead <= bytes.length; count += 1) {
    const length = view.getUint32(at);
    yield new Chunk(bytes, fourCharacters(view, at + 4), at + 8, length);
    at += chunkOverhead + length;
  }
}

/** The first chunk of each kind, up to the end of the picture. */
function readChunks(bytes: Uint8Array): Chunks {
  const first = new Map<string, Uint8Array>();
  let controls = 0;
  for (const chunk of pngChunks(bytes)) {
    if (chunk.type === 'fcTL') controls += 1;
    if (!first.has(chunk.type)) first.set(chunk.type, chunk.data);
    if (chunk.type === 'IEND')
      return { first, controls, complete: chunk.at + chunk.length + 4 <= bytes.length };
  }
  return { first, controls, complete: false };
}
