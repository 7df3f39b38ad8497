import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { ascii, damaged, header, traitsOf, viewOf } from './header.ts';

export interface TiffOrder {
  readonly little: boolean;
  /** Bytes of a count or an offset: 8 in a BigTIFF. */
  readonly word: 4 | 8;
  /** Offset of the first directory. */
  readonly first: number;
}

export interface TiffDirectory {
  /** The first number of a field of type BYTE, SHORT, LONG or UNDEFINED. */
  value(tag: number): number | undefined;
  /**
   * The numbers of a field, at most a million; none when the field is absent.
   *
   * @throws RangeError where they lie beyond the file.
   */
  values(tag: number): number[];
  /** The content of a field of single bytes; none when the field is not there. */
  bytes(tag: number): Uint8Array;
}

/** Numbers of the fields that are read (TIFF 6.0 §8 and appendix A). */
export const tiffTags = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripLengths: 279,
  planes: 284,
  group3Options: 292,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileLengths: 325,
  extraSamples: 338,
  sampleFormat: 339,
} as const;
const dngVersion = 50706;

/** Most pages that are counted: more than any scanner writes. */
const maxPages = 4000;

/** Most fields of a directory that are read: a camera writes some hundreds. */
const maxFields = 4096;

/** Most numbers of a field that are read: the offsets of as many strips or tiles. */
const maxValues = 1_048_576;

/** Reads the header of a TIFF file's first page. A camera's raw file is built the same way, but is no picture yet. */
export function probeTiff(bytes: Uint8Array): ImageHeader | Refusal {
  const order = tiffOrder(bytes);
  if (!order) return damaged('tiff', 'no byte order');
  const page = readDirectory(bytes, order, order.first);
  if (ascii(bytes, 8, 2) === 'CR' || page.value(dngVersion) !== undefined)
    return { reason: 'unsupported', type: 'raw' };
  const width = page.value(tiffTags.width);
  const height = page.value(tiffTags.height);
  if (width === undefined || height === undefined) return damaged('tiff', 'no size in the first directory');
  const orientation = page.value(tiffTags.orientation) ?? 1;
  return header('tiff', width, height, {
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    frames: pagePlaces(bytes, order).length,
    alpha: (page.value(tiffTags.extraSamples) ?? 0) !== 0,
    traits: traitsOf({
      palette: page.value(tiffTags.photometric) === 3,
      cmyk: page.value(tiffTags.photometric) === 5,
      '16-bit': (page.value(tiffTags.bits) ?? 1) > 8,
      jpeg: [6, 7].includes(page.value(tiffTags.compression) ?? 1),
    }),
  });
}

/** The byte order of a TIFF structure and the width of its numbers, or undefined when it is none. */
export function tiffOrder(bytes: Uint8Array): TiffOrder | undefined {
  const mark = ascii(bytes, 0, 2);
  if (mark !== 'II' && mark !== 'MM') return undefined;
  const little = mark === 'II';
  const view = viewOf(bytes);
  const version = view.getUint16(2, little);
  if (version === 42) return { little, word: 4, first: view.getUint32(4, little) };
  return version === 43 ? { little, word: 8, first: numberAt(view, 8, 8, little) } : undefined;
}

/**
 * Reads one directory.
 *
 * @throws RangeError where the bytes end before it does.
 */
export function readDirectory(bytes: Uint8Array, order: TiffOrder, at: number): TiffDirectory {
  const view = viewOf(bytes);
  const { start, end, length } = fieldsOf(view, order, at);
  const lastRead = Math.min(end, start + maxFields * length);
  const places = new Map<number, number>();
  for (let field = start; field < lastRead; field += length)
    if (!places.has(view.getUint16(field, order.little)))
      places.set(view.getUint16(field, order.little), field);
  return {
    value: (tag) => fieldValues(view, places.get(tag), order, 1)[0],
    values: (tag) => fieldValues(view, places.get(tag), order),
    bytes: (tag) => fieldBytes(bytes, places.get(tag), order),
  };
}

/** Offsets of the fields of a directory, after their count, which is at most the number of tags. */
function fieldsOf(view: DataView, { little, word }: TiffOrder, at: number) {
  const [count, start, length] =
    word === 8 ? [numberAt(view, at, 8, little), at + 8, 20] : [view.getUint16(at, little), at + 2, 12];
  return { start, end: start + Math.min(count, 0xffff) * length, length };
}

const fieldSizes: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 7: 1, 16: 8 };

function fieldValues(
  view: DataView,
  field: number | undefined,
  { little, word }: TiffOrder,
  most = maxValues,
): number[] {
  if (field === undefined) return [];
  const size = fieldSizes[view.getUint16(field + 2, little)];
  if (size === undefined) return [];
  const count = numberAt(view, field + 4, word, little);
  const own = field + 4 + word;
  const at = count * size <= word ? own : numberAt(view, own, word, little);
  const values: number[] = [];
  for (let place = at; values.length < Math.min(count, most); place += size)
    values.push(numberAt(view, place, size, little));
  return values;
}

function fieldBytes(bytes: Uint8Array, field: number | undefined, { little, word }: TiffOrder): Uint8Array {
  const view = viewOf(bytes);
  if (field === undefined || fieldSizes[view.getUint16(field + 2, little)] !== 1) return new Uint8Array();
  const count = numberAt(view, field + 4, word, little);
  const at = count <= word ? field + 4 + word : numberAt(view, field + 4 + word, word, little);
  return bytes.subarray(at, at + count);
}

function numberAt(view: DataView, at: number, size: 1 | 2 | 4 | 8, little: boolean): number {
  if (size === 1) return view.getUint8(at);
  if (size === 2) return view.getUint16(at, little);
  return size === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
}

/** The pixels of a tile or, on a page in strips, of a strip. */
export function segmentSize(page: TiffDirectory, width: number, height: number) {
  const tileWidth = page.value(tiffTags.tileWidth);
  return tileWidth === undefined
    ? { width, height: Math.min(page.value(tiffTags.rowsPerStrip) ?? height, height) }
    : { width: tileWidth, height: page.value(tiffTags.tileHeight) ?? 0 };
}

/** Offset of the directory of each page. A chain that leads back to an earlier page ends there. */
export function pagePlaces(bytes: Uint8Array, order: TiffOrder): number[] {
  const view = viewOf(bytes);
  const { little, word } = order;
  const seen = new Set<number>();
  let at = order.first;
  while (at !== 0 && at + 8 <= bytes.length && !seen.has(at) && seen.size < maxPages) {
    seen.add(at);
    const { end } = fieldsOf(view, order, at);
    at = end + word <= bytes.length ? numberAt(view, end, word, little) : 0;
  }
  return [...seen];
}
