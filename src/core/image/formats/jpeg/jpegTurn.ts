import { concat } from '../../../bytes.ts';
import { ascii } from '../../probe/header.ts';
import type { Kernel } from '../../worker/kernelModule.ts';
import { readCoefficients } from './jpeg.ts';
import { huffmanSegments, placeCodes, segment } from './jpegEncode.ts';
import { type JpegFrame, segmentAt } from './jpegSegments.ts';
import { zigzag } from './jpegTables.ts';

/**
 * A JPEG turned as its EXIF orientation says, without loss and without its EXIF. Undefined where that cannot be done:
 * where an edge that becomes the left or the upper one cuts an MCU, and where the file is damaged.
 */
export async function turnedJpeg(bytes: Uint8Array, orientation: number): Promise<Uint8Array | undefined> {
  const read = await readCoefficients(bytes);
  if (!read || !endsOnUnits(read.frame, orientation)) return undefined;
  const bits = turnedBits(read.kernel, orientation, bytes.length * 2 + 65_536);
  if (!bits) return undefined;
  const swapped = orientation >= 5;
  const factors = factorSegments(bytes, swapped);
  return concat([
    Uint8Array.of(0xff, 0xd8),
    ...keptSegments(bytes),
    ...factors,
    frameSegment(read.frame, swapped, factors.every(isBaseline)),
    ...huffmanSegments(),
    scanSegment(read.frame),
    bits,
    Uint8Array.of(0xff, 0xd9),
  ]);
}

function endsOnUnits({ width, height, components }: JpegFrame, orientation: number): boolean {
  const unitWidth = 8 * Math.max(...components.map(({ x }) => x));
  const unitHeight = 8 * Math.max(...components.map(({ y }) => y));
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  return (!fromRight || width % unitWidth === 0) && (!fromBottom || height % unitHeight === 0);
}

function turnedBits(kernel: Kernel, orientation: number, capacity: number): Uint8Array | undefined {
  const codes = placeCodes(kernel);
  const to = kernel.reserve(capacity);
  const length = kernel.writeTurned(orientation, codes, to, capacity);
  return length > 0 ? new Uint8Array(kernel.memory.buffer).slice(to, to + length) : undefined;
}

/** The facts that the colours depend on. */
const keptNames: Readonly<Record<number, string>> = { 224: 'JFIF', 226: 'ICC_PROFILE', 238: 'Adobe' };

function keptSegments(bytes: Uint8Array): Uint8Array[] {
  return segmentsBeforeScan(bytes)
    .filter(({ marker, content }) => isNamed(content, keptNames[marker]))
    .map(({ marker, content }) => segment(marker, [...content]));
}

function isNamed(content: Uint8Array, name: string | undefined): boolean {
  return name !== undefined && ascii(content, 0, name.length) === name;
}

/** The quantising factors, for frequencies across and down in exchange where the sides are. */
function factorSegments(bytes: Uint8Array, swapped: boolean): Uint8Array[] {
  const segments = segmentsBeforeScan(bytes).filter(({ marker }) => marker === 0xdb);
  return segments.map(({ content }) => {
    const turned: number[] = [];
    for (let at = 0; at < content.length; ) {
      const size = (content[at] ?? 0) >> 4 === 0 ? 1 : 2;
      const factors = content.subarray(at + 1, at + 1 + 64 * size);
      const factor = (index: number) => factors.subarray(index * size, (index + 1) * size);
      turned.push(
        content[at] ?? 0,
        ...zigzag.flatMap((_, index) => [...factor(swapped ? mirrored(index) : index)]),
      );
      at += 1 + 64 * size;
    }
    return segment(0xdb, turned);
  });
}

/** The place, in the order of the file, of the frequency with row and column in exchange. */
function mirrored(index: number): number {
  const at = zigzag[index] ?? 0;
  return zigzag.indexOf(((at & 7) << 3) | (at >> 3));
}

function segmentsBeforeScan(bytes: Uint8Array) {
  const segments = [];
  for (let next = segmentAt(bytes, 2); next && next.marker !== 0xda; next = segmentAt(bytes, next.end))
    segments.push(next);
  return segments;
}

/** Whether the factors are bytes: 65 bytes for each table, with its number. */
function isBaseline(factors: Uint8Array): boolean {
  return (factors.length - 4) % 65 === 0;
}

/** Only an extended sequential picture may have factors of 16 bits. */
function frameSegment(
  { width, height, components }: JpegFrame,
  swapped: boolean,
  baseline: boolean,
): Uint8Array {
  const [across, down] = swapped ? [height, width] : [width, height];
  return segment(baseline ? 0xc0 : 0xc1, [
    8,
    ...[down >> 8, down & 255, across >> 8, across & 255],
    components.length,
    ...components.flatMap(({ id, x, y, table }) => [id, swapped ? (y << 4) | x : (x << 4) | y, table]),
  ]);
}

/** As the kernel codes them: the first component, and black, with the tables of luma. */
function scanSegment({ components }: JpegFrame): Uint8Array {
  const tables = components.flatMap(({ id }, index) => [id, index === 0 || index === 3 ? 0x00 : 0x11]);
  return segment(0xda, [components.length, ...tables, 0, 63, 0]);
}
