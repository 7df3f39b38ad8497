import { RefusalError } from '../../imageTypes.ts';

/** The chunks of a PNG that its pixels depend on. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: number;
  readonly interlaced: boolean;
  readonly palette: Uint8Array | undefined;
  readonly transparency: Uint8Array | undefined;
  /** Exponent that makes the samples what an sRGB screen shows, where the file states a gamma of its own. */
  readonly exponent: number;
  /** The compressed pixels. */
  readonly data: readonly Uint8Array[];
}

/** Finds the parts of a PNG. Checksums are not checked: inflate reports damage. @throws RefusalError. */
export function pngParts(bytes: Uint8Array): PngParts {
  const chunks = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  for (const [type, content] of chunksOf(bytes)) {
    if (type === 'IEND') break;
    if (type === 'IDAT') data.push(content);
    else if (!chunks.has(type)) chunks.set(type, content);
  }
  const header = chunks.get('IHDR');
  if (!header || header.length < 13)
    throw new RefusalError({ reason: 'damaged', type: 'png', detail: 'no header' });
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const [depth, colorType, interlacing] = [view.getUint8(8), view.getUint8(9), view.getUint8(12)];
  if (!depths[colorType]?.includes(depth))
    throw new RefusalError({
      reason: 'damaged',
      type: 'png',
      detail: `colour type ${colorType}, ${depth} bits`,
    });
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth,
    colorType,
    interlaced: interlacing === 1,
    palette: chunks.get('PLTE'),
    transparency: chunks.get('tRNS'),
    exponent: chunks.has('sRGB') || chunks.has('iCCP') ? 1 : exponentOf(chunks.get('gAMA')),
    data,
  };
}

/** Bits a sample may have, by colour type (PNG specification, table 11.1). */
const depths: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

function* chunksOf(bytes: Uint8Array): Generator<[string, Uint8Array]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    yield [type, bytes.subarray(at + 8, at + 8 + length)];
    at += 12 + length;
  }
}

/** Screens show sRGB, near enough an exponent of 1/0.45455; a file within a twentieth of that is left alone. */
function exponentOf(gamma: Uint8Array | undefined): number {
  if (!gamma || gamma.length < 4) return 1;
  const value = new DataView(gamma.buffer, gamma.byteOffset, 4).getUint32(0) / 100_000;
  const exponent = value > 0 ? 0.45455 / value : 1;
  return Math.abs(exponent - 1) < 0.05 || exponent < 0.1 || exponent > 10 ? 1 : exponent;
}
