import { ascii, viewOf } from '../probe/header.ts';
import { type ColorSpace, identity, matrixOfColorants } from './colorSpace.ts';

/** The channels that the pixels of a picture are mixed of. */
export type ColorModel = 'grey' | 'rgb' | 'cmyk';

const headerLength = 128;

/** Tags that are read at most: profiles have a dozen or two. */
const maxTags = 100;

/**
 * The colours of an ICC profile (ICC.1:2022) that describes them by curves and a matrix, or greys by a curve. Undefined
 * for one of tables, one that is broken, and one for other pixels than these.
 */
export function readIccProfile(bytes: Uint8Array, model: ColorModel): ColorSpace | undefined {
  try {
    return ascii(bytes, 36, 4) === 'acsp' ? readTags(bytes, model) : undefined;
  } catch (error) {
    // A DataView throws RangeError where the bytes end inside the profile.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readTags(bytes: Uint8Array, model: ColorModel): ColorSpace | undefined {
  const space = ascii(bytes, 16, 4);
  const tags = tagsOf(bytes);
  // Greys have no colour, whatever the profile makes of red, green and blue.
  if (space === 'GRAY' && model === 'grey') return greySpace(tags);
  if (space !== 'RGB ' || model === 'cmyk' || ascii(bytes, 20, 4) !== 'XYZ ') return undefined;
  return rgbSpace(tags);
}

function tagsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(bytes);
  const tags = new Map<string, Uint8Array>();
  const count = Math.min(view.getUint32(headerLength), maxTags);
  for (let at = headerLength + 4; at < headerLength + 4 + count * 12; at += 12) {
    const start = view.getUint32(at + 4);
    tags.set(ascii(bytes, at, 4), bytes.subarray(start, start + view.getUint32(at + 8)));
  }
  return tags;
}

function greySpace(tags: ReadonlyMap<string, Uint8Array>): ColorSpace | undefined {
  const curve = curveOf(tags.get('kTRC'));
  return curve && { curves: [curve, curve, curve], matrix: identity };
}

function rgbSpace(tags: ReadonlyMap<string, Uint8Array>): ColorSpace | undefined {
  const [red, green, blue] = ['rTRC', 'gTRC', 'bTRC'].map((name) => curveOf(tags.get(name)));
  const colorants = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => tags.get(name));
  if (!red || !green || !blue || colorants.includes(undefined)) return undefined;
  const columns = colorants.map((tag) => (tag ? xyz(viewOf(tag)) : []));
  const rows = [0, 1, 2].flatMap((row) => columns.map((column) => column[row] ?? 0));
  return { curves: [red, green, blue], matrix: matrixOfColorants(rows) };
}

function xyz(view: DataView): number[] {
  return [8, 12, 16].map((at) => fixed(view, at));
}

/** A signed number with 16 bits behind the point. */
function fixed(view: DataView, at: number): number {
  return view.getInt32(at) / 65_536;
}

/** Light of each of 256 values, from a `curv` or `para` tag. */
function curveOf(tag: Uint8Array | undefined): Float32Array | undefined {
  if (!tag) return undefined;
  const type = ascii(tag, 0, 4);
  const light = type === 'curv' ? sampled(tag) : type === 'para' ? parametric(viewOf(tag)) : undefined;
  if (!light) return undefined;
  const curve = Float32Array.from({ length: 256 }, (_, value) =>
    Math.min(Math.max(light(value / 255), 0), 1),
  );
  return curve.every(Number.isFinite) ? curve : undefined;
}

type Light = (value: number) => number;

/** No number: the value itself. One: an exponent. More: samples at even steps. */
function sampled(tag: Uint8Array): Light {
  const view = viewOf(tag);
  const count = view.getUint32(8);
  if (count === 0) return (value) => value;
  if (count === 1) {
    const exponent = view.getUint16(12) / 256;
    return (value) => value ** exponent;
  }
  return (value) => {
    const place = value * (count - 1);
    const [below, above] = [Math.floor(place), Math.ceil(place)];
    const [low, high] = [view.getUint16(12 + below * 2), view.getUint16(12 + above * 2)];
    return (low + (high - low) * (place - below)) / 65_535;
  };
}

/** Numbers of each kind of parametric curve (ICC.1:2022, table 68). */
const parameterCounts = [1, 3, 4, 5, 7];

function parametric(view: DataView): Light | undefined {
  const kind = view.getUint16(8);
  const count = parameterCounts[kind];
  if (count === undefined) return undefined;
  const numbers = Array.from({ length: count }, (_, index) => fixed(view, 12 + index * 4));
  const [g = 1, a = 1, b = 0, third = 0, d = 0, e = 0, f = 0] = numbers;
  const power = (value: number) => Math.max(a * value + b, 0) ** g;
  if (kind === 0) return (value) => value ** g;
  if (kind === 1) return (value) => (value >= -b / a ? power(value) : 0);
  if (kind === 2) return (value) => (value >= -b / a ? power(value) : 0) + third;
  return (value) => (value >= d ? power(value) + e : third * value + f);
}
