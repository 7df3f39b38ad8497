import { inflate } from '#platform/zlib.ts';
import { tiffPacking, unpackLzw } from '../lzw.ts';
import { unpackFax } from './fax.ts';
import { type Layout, unsupported } from './tiffLayout.ts';

/** Samples of one plane: rows without gaps, padded to whole bytes. */
export interface Plane {
  readonly data: Uint8Array;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/**
 * Unpacks the segments of a page into planes: one with the samples interleaved, or one for each sample. Samples missing
 * from a truncated file stay 0.
 */
export function readPlanes(bytes: Uint8Array, layout: Layout): Plane[] {
  const { segments, bits } = layout;
  const samples = layout.apart ? 1 : layout.samples;
  const rowBytes = (pixels: number) => Math.ceil((pixels * samples * bits) / 8);
  const count = segments.across * segments.down;
  return Array.from({ length: layout.apart ? layout.samples : 1 }, (_, plane) => {
    const stride = rowBytes(layout.width);
    const data = new Uint8Array(stride * layout.height);
    for (let segment = 0; segment < count; segment += 1) {
      const packed = packedSegment(bytes, layout, plane * count + segment);
      if (!packed) continue;
      const segmentStride = rowBytes(segments.width);
      const unpacked = unpack(packed, layout, segmentStride * segments.height);
      if (layout.differences) addUp(unpacked, segmentStride, samples, layout);
      const left = rowBytes((segment % segments.across) * segments.width);
      const top = Math.floor(segment / segments.across) * segments.height;
      copyRows(unpacked, segmentStride, data, stride, left, top * stride);
    }
    return { data, stride };
  });
}

/** The bytes of a segment; undefined where the file ends before it. */
export function packedSegment(bytes: Uint8Array, layout: Layout, segment: number): Uint8Array | undefined {
  const offset = layout.segments.offsets[segment];
  if (offset === undefined || offset >= bytes.length) return undefined;
  const packed = bytes.subarray(offset, offset + (layout.segments.lengths[segment] ?? bytes.length));
  return layout.reversed && layout.compression !== jpeg ? packed.map(reversedBits) : packed;
}

const jpeg = 7;

/** A byte with its bits in the other order. */
function reversedBits(byte: number): number {
  const pairs = ((byte & 0x55) << 1) | ((byte >> 1) & 0x55);
  const nibbles = ((pairs & 0x33) << 2) | ((pairs >> 2) & 0x33);
  return ((nibbles & 0x0f) << 4) | (nibbles >> 4);
}

/** Bytes that a segment may have beyond its own. */
const surplus = 65_536;

function unpack(packed: Uint8Array, { compression, fax, segments }: Layout, length: number): Uint8Array {
  if (fax) return unpackFax(packed, segments.width, segments.height, fax);
  if (compression === 1) return packed.slice(0, length);
  if (compression === 5) return unpackLzw(packed, 8, length, tiffPacking);
  if (compression === 8 || compression === 32946) return inflate(packed, length + surplus, true);
  if (compression === 32773) return unpackBits(packed, length);
  throw unsupported('coding', `compression ${compression}`);
}

/** PackBits (TIFF 6.0, section 9): repeated bytes and literal bytes. */
function unpackBits(packed: Uint8Array, length: number): Uint8Array {
  const unpacked = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < packed.length && to < length; ) {
    const count = packed[at] ?? 0;
    at += 1;
    if (count < 128) {
      unpacked.set(packed.subarray(at, at + Math.min(count + 1, length - to)), to);
      at += count + 1;
      to += count + 1;
    } else if (count > 128) {
      unpacked.fill(packed[at] ?? 0, to, to + 257 - count);
      at += 1;
      to += 257 - count;
    }
  }
  return unpacked;
}

/** Undoes predictor 2, row by row. */
function addUp(data: Uint8Array, stride: number, samples: number, { bits, little }: Layout): void {
  if (bits !== 8 && bits !== 16) throw unsupported('depth', `differences of ${bits} bits`);
  for (let row = 0; row < data.length; row += stride) {
    const values = data.subarray(row, row + stride);
    if (bits === 8) addBytes(values, samples);
    else addWords(values, samples, little);
  }
}

function addBytes(values: Uint8Array, samples: number): void {
  for (let [at, left] = [samples, 0]; at < values.length; at += 1, left += 1)
    values[at] = (values[at] ?? 0) + (values[left] ?? 0);
}

function addWords(values: Uint8Array, samples: number, little: boolean): void {
  const view = new DataView(values.buffer, values.byteOffset, values.length);
  for (let [at, left] = [samples * 2, 0]; at + 1 < values.length; at += 2, left += 2)
    view.setUint16(at, view.getUint16(at, little) + view.getUint16(left, little), little);
}

function copyRows(
  from: Uint8Array,
  fromStride: number,
  to: Uint8Array,
  toStride: number,
  left: number,
  start: number,
): void {
  const length = Math.min(fromStride, toStride - left);
  for (let row = 0; row * fromStride < from.length; row += 1) {
    const at = start + row * toStride;
    if (at >= to.length) return;
    to.set(from.subarray(row * fromStride, row * fromStride + length), at + left);
  }
}
