import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { exifOrientation } from './exif.ts';
import { ascii, damaged, header, traitsOf, viewOf } from './header.ts';

/** What the segments before the picture data say. */
interface Segments {
  frame?: { marker: number; precision: number; width: number; height: number; components: number };
  exif?: Uint8Array;
  adobe?: { transform: number };
  icc: boolean;
  /** Where the picture data starts; absent when the file ends before. */
  scan?: number;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** SOF0 to SOF15 without DHT, JPG and DAC, which share their range. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** What a JPEG file says of itself before its picture data; segments are skipped, not read. */
export function probeJpeg(bytes: Uint8Array): ImageHeader | Refusal {
  const segments = readSegments(bytes);
  const { frame, adobe } = segments;
  if (!frame || segments.scan === undefined) return damaged('jpeg', 'ends before the picture data');
  const cmyk = frame.components === 4;
  return header('jpeg', frame.width, frame.height, {
    orientation: segments.exif ? exifOrientation(segments.exif) : 1,
    traits: traitsOf({
      progressive: [0xc2, 0xc6, 0xca, 0xce].includes(frame.marker),
      lossless: [0xc3, 0xc7, 0xcb, 0xcf].includes(frame.marker),
      arithmetic: frame.marker >= 0xc9,
      '12-bit': frame.precision > 8,
      grey: frame.components === 1,
      cmyk,
      ycck: cmyk && adobe?.transform === 2,
      inverted: cmyk && adobe !== undefined,
      icc: segments.icc,
      truncated: !hasEnd(bytes, segments.scan),
    }),
  });
}

function readSegments(bytes: Uint8Array): Segments {
  const view = viewOf(bytes);
  const segments: Segments = { icc: false };
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff || bytes[at + 1] === 0xff || bytes[at + 1] === 0) {
      at += 1;
      continue;
    }
    const marker = view.getUint8(at + 1);
    if (marker === endOfImage) break;
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    readSegment(segments, marker, bytes.subarray(at + 4, end));
    at = end;
    if (marker === startOfScan) {
      if (end < bytes.length) segments.scan = end;
      break;
    }
  }
  return segments;
}

function readSegment(segments: Segments, marker: number, data: Uint8Array): void {
  if (isFrame(marker)) {
    const view = viewOf(data);
    segments.frame ??= {
      marker,
      precision: view.getUint8(0),
      height: view.getUint16(1),
      width: view.getUint16(3),
      components: view.getUint8(5),
    };
  } else if (marker === 0xe1 && ascii(data, 0, 6) === 'Exif\0\0') segments.exif ??= data;
  else if (marker === 0xe2 && ascii(data, 0, 11) === 'ICC_PROFILE') segments.icc = true;
  else if (marker === 0xee && ascii(data, 0, 5) === 'Adobe' && data.length >= 12)
    segments.adobe = { transform: data[11] ?? 0 };
}

/**
 * Whether the end marker follows the picture data anywhere: phones append films to their pictures. Searches from
 * the back, where it is.
 */
function hasEnd(bytes: Uint8Array, scan: number): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.lastIndexOf(Uint8Array.of(0xff, endOfImage)) >= scan;
}
