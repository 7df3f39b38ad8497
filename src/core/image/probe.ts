import type { ImageHeader, Refusal } from './imageTypes.ts';
import { isBmp, probeBmp } from './probe/bmp.ts';
import { probeGif } from './probe/gif.ts';
import { ascii, damaged } from './probe/header.ts';
import { heifType, probeHeif } from './probe/heif.ts';
import { isIcon, probeIcon } from './probe/ico.ts';
import { probeJpeg } from './probe/jpeg.ts';
import { probePng } from './probe/png.ts';
import { probeText } from './probe/textFile.ts';
import { probeTiff } from './probe/tiff.ts';
import { probeWebp } from './probe/webp.ts';

/**
 * The header of an image file, from its bytes alone: its name does not matter. Reads headers only and skips everything
 * else. Never throws: a file that is no picture, or ends inside its header, is a Refusal.
 */
export function probe(bytes: Uint8Array): ImageHeader | Refusal {
  if (bytes.length === 0) return { reason: 'empty', byteLength: 0 };
  const result = recognise(bytes);
  return isRefusal(result) ? { ...result, byteLength: bytes.length } : result;
}

export function isRefusal(result: object): result is Refusal {
  return 'reason' in result;
}

interface Format {
  readonly type: string;
  readonly matches: (start: string, bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array) => ImageHeader | Refusal;
}

const formats: readonly Format[] = [
  { type: 'png', matches: begins('\x89PNG\r\n\x1a\n'), read: probePng },
  { type: 'jpeg', matches: begins('\xff\xd8\xff'), read: probeJpeg },
  { type: 'gif', matches: begins('GIF87a', 'GIF89a'), read: probeGif },
  { type: 'webp', matches: begins('RIFF????WEBP'), read: probeWebp },
  { type: 'bmp', matches: (start, bytes) => start.startsWith('BM') && isBmp(bytes), read: probeBmp },
  { type: 'tiff', matches: begins('II*\0', 'MM\0*', 'II+\0', 'MM\0+'), read: probeTiff },
  { type: 'ico', matches: (start, bytes) => icon(start) && isIcon(bytes), read: probeIcon },
  {
    type: 'heif',
    matches: (start, bytes) => isoMedia(start) && heifType(bytes) !== undefined,
    read: probeHeif,
  },
  { type: 'pdf', matches: (start) => /(^|\s)%PDF-\d/.test(start), read: () => ({ reason: 'pdf' }) },
];

const icon = begins('\0\0\x01\0', '\0\0\x02\0');
const isoMedia = begins('????ftyp');

/** Formats that people try, so that the refusal can name them. */
const unsupported: readonly (readonly [string, (start: string) => boolean])[] = [
  ['psd', begins('8BPS\0')],
  ['jxl', begins('\xff\x0a', '\0\0\0\x0cJXL ')],
  ['jp2', begins('\0\0\0\x0cjP  ', '\xff\x4f\xff\x51')],
  ['exr', begins('v/1\x01')],
  ['icns', begins('icns')],
  ['gzip', begins('\x1f\x8b')],
  ['video', begins('????ftyp', '\x1aE\xdf\xa3', 'RIFF????AVI ')],
];

/** Tests the first characters; a question mark matches any. */
function begins(...signatures: readonly string[]): (start: string) => boolean {
  const agrees = (signature: string, start: string) =>
    [...signature].every((character, place) => character === '?' || character === start[place]);
  return (start) => signatures.some((signature) => agrees(signature, start));
}

/** Largest offset of a PDF's first line (PDF 1.7, appendix H). */
const startLength = 1024;

function recognise(bytes: Uint8Array): ImageHeader | Refusal {
  const start = ascii(bytes, 0, startLength);
  const format = formats.find(({ matches }) => matches(start, bytes));
  if (format) return readWhole(format, bytes);
  const known = unsupported.find(([, matches]) => matches(start));
  if (known) return { reason: 'unsupported', type: known[0] };
  return probeText(bytes) ?? { reason: 'unknownFormat' };
}

function readWhole(format: Format, bytes: Uint8Array): ImageHeader | Refusal {
  try {
    return format.read(bytes);
  } catch (error) {
    // A DataView throws RangeError where the bytes end inside the header.
    if (error instanceof RangeError) return damaged(format.type, 'ends inside the header');
    throw error;
  }
}
