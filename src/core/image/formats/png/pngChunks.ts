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
