import { concat } from '../../../bytes.ts';
import type { ImageStatistics } from '../../worker/imageStatistics.ts';
import { type Kernel, place } from '../../worker/kernelModule.ts';
import {
  chromaAc,
  chromaDc,
  chromaFactors,
  type HuffmanTable,
  lumaAc,
  lumaDc,
  lumaFactors,
  zigzag,
} from './jpegTables.ts';

export interface JpegOptions {
  /** 1 to 100, as libjpeg counts it. */
  readonly quality: number;
  /** Store colour at half the resolution, 4:2:0. */
  readonly halved: boolean;
}

/**
 * Encodes an opaque picture as baseline JPEG.
 *
 * @throws RangeError when the result would be larger than the pixels themselves, which none is at a quality up to 95.
 */
export function encodeJpeg(picture: ImageStatistics, { quality, halved }: JpegOptions): Uint8Array {
  const { kernel, width, height, pixels } = picture;
  const factors = [scaled(lumaFactors, quality), scaled(chromaFactors, quality)];
  const capacity = width * height * 4 + 65_536;
  const [tables, reciprocals] = [placeCodes(kernel), placeReciprocals(kernel, factors)];
  const out = kernel.reserve(capacity);
  const length = kernel.jpegEncode(pixels, width, height, halved, tables, reciprocals, out, capacity);
  if (length === 0) throw new RangeError('JPEG larger than its pixels');
  const bits = new Uint8Array(kernel.memory.buffer, out, length);
  return concat([header(width, height, halved, factors), bits, Uint8Array.of(0xff, 0xd9)]);
}

/** libjpeg's scale of quality: at 50 the tables as they are printed, at 100 all factors are one. */
function scaled(factors: readonly number[], quality: number): number[] {
  const percent = quality < 50 ? 5000 / quality : 200 - quality * 2;
  return factors.map((factor) => Math.min(Math.max(Math.floor((factor * percent + 50) / 100), 1), 255));
}

const huffmanTables = [lumaDc, lumaAc, chromaDc, chromaAc];

/** For each symbol of each table, its code and, in the lowest byte, the code's length. */
export function placeCodes(kernel: Kernel): number {
  const entries = new Uint32Array(4 * 256);
  huffmanTables.forEach(({ counts, symbols }, table) => {
    let code = 0;
    let at = 0;
    counts.forEach((count, index) => {
      for (let one = 0; one < count; one++)
        entries[table * 256 + (symbols[at++] ?? 0)] = (code++ << 8) | (index + 1);
      code <<= 1;
    });
  });
  return place(kernel, new Uint8Array(entries.buffer));
}

/** Divided by the scale of the transform: 8 and a factor for each row and column (Arai, Agui and Nakajima). */
function placeReciprocals(kernel: Kernel, factors: readonly number[][]): number {
  const scale = (frequency: number) =>
    frequency === 0 ? 1 : Math.cos((frequency * Math.PI) / 16) * Math.SQRT2;
  const reciprocals = Float32Array.from({ length: 128 }, (_, at) => {
    const [column, row] = [(at % 64) >> 3, at % 8];
    return 1 / ((factors[at >> 6]?.[row * 8 + column] ?? 1) * scale(row) * scale(column) * 8);
  });
  return place(kernel, new Uint8Array(reciprocals.buffer));
}

function header(width: number, height: number, halved: boolean, factors: readonly number[][]): Uint8Array {
  const sides = [height >> 8, height & 255, width >> 8, width & 255];
  return concat([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...factors.map((table, index) => segment(0xdb, [index, ...zigzag.map((place) => table[place] ?? 1)])),
    segment(0xc0, [8, ...sides, 3, 1, halved ? 0x22 : 0x11, 0, 2, 0x11, 1, 3, 0x11, 1]),
    ...huffmanSegments(),
    segment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
  ]);
}

/** The tables that `placeCodes` makes codes of: 0 for luma and 1 for chroma, of each kind. */
export function huffmanSegments(): Uint8Array[] {
  return huffmanTables.map((table, index) =>
    segment(0xc4, [((index & 1) << 4) | (index >> 1), ...listed(table)]),
  );
}

function listed({ counts, symbols }: HuffmanTable): number[] {
  return [...Array.from({ length: 16 }, (_, index) => counts[index] ?? 0), ...symbols];
}

export function segment(marker: number, content: readonly number[]): Uint8Array {
  const length = content.length + 2;
  return Uint8Array.of(0xff, marker, length >> 8, length & 255, ...content);
}
