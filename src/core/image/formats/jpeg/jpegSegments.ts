import { type Oddity, RefusalError } from '../../imageTypes.ts';
import { standsAlone } from '../../probe/jpeg.ts';

export interface JpegComponent {
  readonly id: number;
  /** Number of samples across and down, relative to the other components. */
  readonly x: number;
  readonly y: number;
  /** Number of its quantisation table, 0 to 3. */
  readonly table: number;
}

export interface JpegFrame {
  readonly progressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
}

/** A marker and the content of its segment. That of a scan header ends where the entropy-coded bits start. */
export interface JpegSegment {
  readonly marker: number;
  readonly content: Uint8Array;
  /** Offset of the first byte after it. */
  readonly end: number;
}

/** The next segment at or after an offset; other bytes are skipped. Undefined at the end. */
export function segmentAt(bytes: Uint8Array, from: number): JpegSegment | undefined {
  for (let at = from; at + 4 <= bytes.length; at++) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0 || marker === 0xff || standsAlone(marker)) continue;
    if (marker === 0xd9) return undefined;
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    return { marker, content: bytes.subarray(at + 4, Math.max(end, at + 4)), end };
  }
  return undefined;
}

/** Reads a frame header. @throws RefusalError unless it is sequential or progressive, Huffman-coded and of 8 bits. */
export function readFrame({ marker, content }: JpegSegment): JpegFrame {
  if (marker > 0xc2) throw unsupported('coding', `marker ${marker.toString(16)}`);
  const [bits = 0, , , , , count = 0] = content;
  if (bits !== 8) throw unsupported('depth', `${bits} bits`);
  if (![1, 3, 4].includes(count) || content.length < 6 + count * 3) throw damaged(`${count} components`);
  const components = Array.from({ length: count }, (_, index) => componentAt(content, 6 + index * 3));
  return {
    progressive: marker === 0xc2,
    width: ((content[3] ?? 0) << 8) | (content[4] ?? 0),
    height: ((content[1] ?? 0) << 8) | (content[2] ?? 0),
    // The sampling of a single component means nothing: its blocks are in plain rows.
    components: count === 1 ? components.map((one) => ({ ...one, x: 1, y: 1 })) : components,
  };
}

function componentAt(content: Uint8Array, at: number): JpegComponent {
  const [id = 0, sampling = 0, table = 0] = content.subarray(at, at + 3);
  const [x, y] = [sampling >> 4, sampling & 15];
  if (x < 1 || x > 4 || y < 1 || y > 4 || table > 3) throw damaged(`sampling ${x} × ${y}, table ${table}`);
  return { id, x, y, table };
}

export function damaged(detail: string): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'jpeg', detail });
}

export function unsupported(oddity: Oddity, detail: string): RefusalError {
  return new RefusalError({ reason: 'unsupported', type: 'jpeg', oddity, detail });
}
