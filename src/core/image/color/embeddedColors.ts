import { concat } from '../../bytes.ts';
import type { ImageHeader, ImageType } from '../imageTypes.ts';
import type { Box } from '../probe/boxes.ts';
import { ascii, viewOf } from '../probe/header.ts';
import { primaryProperties } from '../probe/heif.ts';
import { iconEntries } from '../probe/ico.ts';
import { readSegments } from '../probe/jpeg.ts';
import { pagePlaces, readDirectory, tiffOrder } from '../probe/tiff.ts';
import { riffChunks } from '../probe/webp.ts';
import { codedSpace, isTelevision } from './codePoints.ts';
import type { ColorSpace } from './colorSpace.ts';
import type { ColorModel } from './iccProfile.ts';
import { pngColors } from './pngColors.ts';
import { type StatedColors, statedProfile } from './statedColors.ts';
import { differsFromSrgb } from './toSrgb.ts';

/**
 * The colour space that a picture of a file states for its pixels, counted from 0. Undefined where that is sRGB as far
 * as anybody would see, where nothing is stated, and where it cannot be read: then the values are taken as they are.
 */
export function embeddedColors(
  bytes: Uint8Array,
  header: ImageHeader,
  frame: number,
): ColorSpace | undefined {
  const found = readStated(bytes, header, frame);
  return found?.space && differsFromSrgb(found.space, found.model === 'grey') ? found.space : undefined;
}

function readStated(bytes: Uint8Array, header: ImageHeader, frame: number): StatedColors | undefined {
  try {
    return readers[header.type]?.(bytes, header, frame);
  } catch (error) {
    // A DataView throws RangeError where the bytes end inside what states the colours.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type ReadColors = (bytes: Uint8Array, header: ImageHeader, frame: number) => StatedColors | undefined;

const readers: Partial<Record<ImageType, ReadColors>> = {
  png: pngColors,
  jpeg: jpegColors,
  webp: webpColors,
  bmp: bmpColors,
  tiff: tiffColors,
  ico: iconColors,
  avif: heifColors,
  heic: heifColors,
};

function modelOf({ traits }: ImageHeader): ColorModel {
  return traits.includes('grey') ? 'grey' : traits.includes('cmyk') ? 'cmyk' : 'rgb';
}

/** Segments of 64 KB that a profile can be cut into, since each has its number in a byte. */
const maxProfileSegments = 255;

function jpegColors(bytes: Uint8Array, header: ImageHeader): StatedColors | undefined {
  if (!header.traits.includes('icc')) return undefined;
  const { icc } = readSegments(bytes);
  const parts = icc.slice(0, maxProfileSegments).sort((a, b) => (a[12] ?? 0) - (b[12] ?? 0));
  return statedProfile(concat(parts.map((part) => part.subarray(14))), modelOf(header));
}

function webpColors(bytes: Uint8Array): StatedColors | undefined {
  const chunk = riffChunks(bytes).find(({ type }) => type === 'ICCP');
  return chunk && statedProfile(chunk.data, 'rgb');
}

/** The fifth version of the header can bring a profile, whose place is counted from its start. */
function bmpColors(bytes: Uint8Array): StatedColors | undefined {
  const view = viewOf(bytes);
  if (view.getUint32(14, true) !== 124 || ascii(bytes, 70, 4) !== 'DEBM') return undefined;
  const start = 14 + view.getUint32(126, true);
  return statedProfile(bytes.subarray(start, start + view.getUint32(130, true)), 'rgb');
}

const photometric = 262;
const tiffProfile = 34675;

function tiffColors(bytes: Uint8Array, _header: ImageHeader, frame: number): StatedColors | undefined {
  const order = tiffOrder(bytes);
  const at = order && pagePlaces(bytes, order)[frame];
  if (!order || at === undefined) return undefined;
  const page = readDirectory(bytes, order, at);
  const kind = page.value(photometric) ?? 1;
  return statedProfile(page.bytes(tiffProfile), kind < 2 ? 'grey' : kind === 5 ? 'cmyk' : 'rgb');
}

function iconColors(bytes: Uint8Array, _header: ImageHeader, frame: number): StatedColors | undefined {
  const { png, offset = 0, length = 0 } = iconEntries(bytes)[frame] ?? {};
  return png ? pngColors(bytes.subarray(offset, offset + length)) : undefined;
}

/** A profile counts more than named colours (ISO/IEC 23000-22, 7.3.6.4). */
function heifColors(bytes: Uint8Array): StatedColors | undefined {
  const colors = (primaryProperties(bytes) ?? []).filter(({ type }) => type === 'colr');
  const profile = colors.find(({ data }) => ['prof', 'rICC'].includes(ascii(data, 0, 4)));
  if (profile) return statedProfile(profile.data.subarray(4), 'rgb');
  const named = colors.find(({ data }) => ascii(data, 0, 4) === 'nclx');
  return named && namedColors(named);
}

/** Videos' code points stand in many files of a picture in sRGB: browsers show them so. */
function namedColors({ data }: Box): StatedColors {
  const view = viewOf(data);
  const transfer = view.getUint16(6);
  return { model: 'rgb', space: codedSpace(view.getUint16(4), isTelevision(transfer) ? srgb : transfer) };
}

/** The code point of sRGB's curve. */
const srgb = 13;
