import { orientedSize } from '../fit.ts';
import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { type Box, boxAt, boxes } from './boxes.ts';
import { ascii, damaged, header, maxParts, traitsOf, viewOf } from './header.ts';

const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** The format that the brands of an ISO media file name, if it is one of still pictures. */
export function heifType(bytes: Uint8Array): 'avif' | 'heic' | undefined {
  const brands = ascii(boxAt(bytes, 'ftyp') ?? new Uint8Array(), 0, 256);
  const named = (list: readonly string[]) => list.some((brand) => brands.includes(brand));
  if (named(avifBrands)) return 'avif';
  return named(heicBrands) ? 'heic' : undefined;
}

/** Reads the properties that the `meta` box of an AVIF or HEIC file assigns to its primary picture. */
export function probeHeif(bytes: Uint8Array): ImageHeader | Refusal {
  const type = heifType(bytes) ?? 'heic';
  const meta = boxAt(bytes, 'meta');
  const properties = primaryProperties(bytes);
  const size = properties?.find((box) => box.type === 'ispe');
  if (!meta || !properties || !size) return damaged(type, 'no size of the primary picture');
  const view = viewOf(size.data);
  const stored = {
    width: view.getUint32(4),
    height: view.getUint32(8),
    orientation: orientationOf(properties),
  };
  // The decoder of HEIC turns the picture, as the format demands; that of AVIF leaves it to us.
  const { width, height } = type === 'heic' ? orientedSize(stored) : stored;
  return header(type, width, height, {
    orientation: type === 'heic' ? 1 : stored.orientation,
    frames: sequenceLength(bytes),
    alpha: hasAlpha(meta),
    traits: traitsOf({
      animated: sequenceLength(bytes) > 1,
      '16-bit': properties.some((box) => box.type === 'pixi' && (box.data[5] ?? 8) > 8),
      icc: properties.some((box) => box.type === 'colr' && ['prof', 'rICC'].includes(ascii(box.data, 0, 4))),
    }),
  });
}

/** The properties that a file ties to its primary picture: size, turn, colours. */
export function primaryProperties(bytes: Uint8Array): Box[] | undefined {
  const primary = boxAt(bytes, 'meta', 'pitm');
  const container = boxAt(bytes, 'meta', 'iprp', 'ipco');
  const associations = boxAt(bytes, 'meta', 'iprp', 'ipma');
  if (!primary || !container || !associations) return undefined;
  const view = viewOf(primary);
  const item = primary[0] === 0 ? view.getUint16(4) : view.getUint32(4);
  const all = [...boxes(container)];
  return associatedPlaces(associations, item).flatMap((place) => all[place - 1] ?? []);
}

/** Numbers, from 1, of the properties that belong to an item. */
function associatedPlaces(associations: Uint8Array, wanted: number): number[] {
  const view = viewOf(associations);
  const longItems = view.getUint8(0) > 0;
  const longPlaces = (view.getUint8(3) & 1) === 1;
  const entries = Math.min(view.getUint32(4), maxParts);
  let at = 8;
  for (let entry = 0; entry < entries; entry += 1) {
    const item = longItems ? view.getUint32(at) : view.getUint16(at);
    at += longItems ? 4 : 2;
    const count = view.getUint8(at);
    const start = at + 1;
    at = start + count * (longPlaces ? 2 : 1);
    if (item === wanted)
      return Array.from({ length: count }, (_, place) =>
        longPlaces ? view.getUint16(start + place * 2) & 0x7fff : view.getUint8(start + place) & 0x7f,
      );
  }
  return [];
}

/** EXIF orientation for a turn of 0 to 270° anticlockwise, then no mirror, top to bottom, left to right. */
const orientations: readonly (readonly [number, number, number])[] = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
];

function orientationOf(properties: readonly Box[]): number {
  const turn = (properties.find((box) => box.type === 'irot')?.data[0] ?? 0) & 3;
  const mirror = properties.find((box) => box.type === 'imir')?.data[0];
  const row = orientations[turn] ?? [1, 4, 2];
  return mirror === undefined ? row[0] : row[(mirror & 1) === 0 ? 1 : 2];
}

function hasAlpha(meta: Uint8Array): boolean {
  return [...boxes(boxAt(meta, 'iprp', 'ipco') ?? new Uint8Array())].some(
    (box) => box.type === 'auxC' && ascii(box.data, 4, 80).includes('alpha'),
  );
}

/** Pictures of an image sequence: the samples of its first track. */
function sequenceLength(bytes: Uint8Array): number {
  const sizes = boxAt(bytes, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsz');
  return sizes && sizes.length >= 12 ? Math.max(viewOf(sizes).getUint32(8), 1) : 1;
}
