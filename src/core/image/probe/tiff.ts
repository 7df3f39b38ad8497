import type { ImageHeader, Refusal } from '../types.ts';
import { ascii, damaged, header, traitsOf, viewOf } from './header.ts';

export interface TiffOrder {
  readonly little: boolean;
  /** Place of the first directory. */
  readonly first: number;
}

export interface TiffDirectory {
  /** The first number of a field of type BYTE, SHORT, LONG or UNDEFINED. */
  value(tag: number): number | undefined;
  /** All its numbers; none when the field is not there. Throws RangeError where they lie beyond the file. */
  values(tag: number): number[];
}

const tags = { width: 256, height: 257, bits: 258, compression: 259, photometric: 262, orientation: 274 };
const extraSamples = 338;
const dngVersion = 50706;

/** Longer chains than any scanner writes; the pages past it are not counted. */
const maxPages = 10_000;

/** What a TIFF file says of its first page. A camera's raw file is built the same way, but is no picture yet. */
export function probeTiff(bytes: Uint8Array): ImageHeader | Refusal {
  const order = tiffOrder(bytes);
  if (!order) return { reason: 'unsupported', type: 'bigtiff' };
  const page = readDirectory(bytes, order, order.first);
  if (ascii(bytes, 8, 2) === 'CR' || page.value(dngVersion) !== undefined)
    return { reason: 'unsupported', type: 'raw' };
  const width = page.value(tags.width);
  const height = page.value(tags.height);
  if (width === undefined || height === undefined) return damaged('tiff', 'no size in the first directory');
  const orientation = page.value(tags.orientation) ?? 1;
  return header('tiff', width, height, {
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    frames: pagePlaces(bytes, order).length,
    alpha: page.value(extraSamples) !== undefined && page.value(extraSamples) !== 0,
    traits: traitsOf({
      palette: page.value(tags.photometric) === 3,
      cmyk: page.value(tags.photometric) === 5,
      '16-bit': (page.value(tags.bits) ?? 1) > 8,
      jpeg: [6, 7].includes(page.value(tags.compression) ?? 1),
    }),
  });
}

/** The byte order of a TIFF structure, or undefined when it is none. */
export function tiffOrder(bytes: Uint8Array): TiffOrder | undefined {
  const mark = ascii(bytes, 0, 2);
  if (mark !== 'II' && mark !== 'MM') return undefined;
  const little = mark === 'II';
  const view = viewOf(bytes);
  return view.getUint16(2, little) === 42 ? { little, first: view.getUint32(4, little) } : undefined;
}

/** Reads one directory. Throws RangeError where the bytes end before it does. */
export function readDirectory(bytes: Uint8Array, { little }: TiffOrder, at: number): TiffDirectory {
  const view = viewOf(bytes);
  const count = view.getUint16(at, little);
  const places = new Map<number, number>();
  for (let field = at + 2; field < at + 2 + count * 12; field += 12)
    if (!places.has(view.getUint16(field, little))) places.set(view.getUint16(field, little), field);
  return {
    value: (tag) => fieldValues(view, places.get(tag), little, 1)[0],
    values: (tag) => fieldValues(view, places.get(tag), little),
  };
}

const fieldSizes: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4, 7: 1 };

function fieldValues(view: DataView, field: number | undefined, little: boolean, most?: number): number[] {
  if (field === undefined) return [];
  const size = fieldSizes[view.getUint16(field + 2, little)];
  if (size === undefined) return [];
  const count = view.getUint32(field + 4, little);
  const at = count * size <= 4 ? field + 8 : view.getUint32(field + 8, little);
  const values: number[] = [];
  for (let place = at; values.length < Math.min(count, most ?? count); place += size)
    if (size === 1) values.push(view.getUint8(place));
    else values.push(size === 2 ? view.getUint16(place, little) : view.getUint32(place, little));
  return values;
}

/** Where the directory of each page begins. A chain that bites its tail ends there. */
export function pagePlaces(bytes: Uint8Array, order: TiffOrder): number[] {
  const view = viewOf(bytes);
  const seen = new Set<number>();
  let at = order.first;
  while (at !== 0 && at + 2 <= bytes.length && !seen.has(at) && seen.size < maxPages) {
    seen.add(at);
    const end = at + 2 + view.getUint16(at, order.little) * 12;
    at = end + 4 <= bytes.length ? view.getUint32(end, order.little) : 0;
  }
  return [...seen];
}
