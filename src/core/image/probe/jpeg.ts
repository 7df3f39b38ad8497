import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { exifOrientation } from './exif.ts';
import { ascii, damaged, header, maxParts, traitsOf, viewOf } from './header.ts';

/** The frame header of a JPEG (SOF). */
interface FrameHeader {
  readonly marker: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Samples of each component across and down, relative to the others. */
  readonly sampling: readonly { readonly x: number; readonly y: number }[];
}

/** Content of the segments before the picture data. */
interface Segments {
  frame?: FrameHeader;
  exif?: Uint8Array;
  adobe?: { transform: number };
  /** Segments of the colour profile, in the order of the file. */
  readonly icc: Uint8Array[];
  /** Offset of the picture data; absent when the file ends before it. */
  scan?: number;
  /** Components in the first scan. */
  scanned?: number;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** SOF0 to SOF15 without DHT, JPG and DAC, which share their range. */
export const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Bytes at the end of the file in which the end marker is looked for: 2 MB take a millisecond or two. */
const maxAppended = 2_097_152;

/** Bytes that may precede a marker: some programs leave a few, and a file of nothing else is no picture. */
const maxStray = 65_536;
/** Markers without a segment: start of image, restarts and TEM. */
export const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Reads the header of a JPEG file from the segments before its picture data. */
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
      // Some programs take such values for amounts of ink, others for their opposites.
      'unmarked-cmyk': cmyk && adobe === undefined,
      ycck: cmyk && adobe?.transform === 2,
      icc: segments.icc.length > 0,
      truncated: !hasEnd(bytes, Math.max(segments.scan, bytes.length - maxAppended)),
    }),
  });
}

/** Reads the segments up to the first scan. */
export function readSegments(bytes: Uint8Array): Segments {
  const view = viewOf(bytes);
  const segments: Segments = { icc: [] };
  let strayLeft = maxStray;
  let segmentsLeft = maxParts;
  let at = 2;
  while (strayLeft > 0 && segmentsLeft > 0 && at + 4 <= bytes.length) {
    const marker = view.getUint8(at + 1);
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0 || standsAlone(marker)) {
      at += 1;
      strayLeft -= 1;
      continue;
    }
    if (marker === endOfImage) break;
    const end = at + 2 + view.getUint16(at + 2);
    readSegment(segments, marker, bytes.subarray(at + 4, end));
    at = end;
    segmentsLeft -= 1;
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
      sampling: Array.from({ length: Math.floor((data.length - 6) / 3) }, (_, index) => {
        const factors = data[7 + index * 3] ?? 0;
        return { x: factors >> 4, y: factors & 15 };
      }),
    };
  } else if (marker === startOfScan) segments.scanned = data[0] ?? 0;
  else if (marker === 0xe1 && ascii(data, 0, 6) === 'Exif\0\0') segments.exif ??= data;
  else if (marker === 0xe2 && ascii(data, 0, 11) === 'ICC_PROFILE') segments.icc.push(data);
  else if (marker === 0xee && ascii(data, 0, 5) === 'Adobe' && data.length >= 12)
    segments.adobe = { transform: data[11] ?? 0 };
}

/**
 * Whether there is an end marker after an offset: phones append films to their pictures. Searches backwards, since it is
 * near the end; `Buffer.lastIndexOf` takes seconds for 150 MB of half a marker.
 */
export function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 1; at > from; ) {
    const byte = bytes[at];
    if (byte === endOfImage && bytes[at - 1] === 0xff) return true;
    // Two bytes at once, unless this one can be the first of the marker.
    at -= byte === 0xff ? 1 : 2;
  }
  return false;
}
