import { crc32 } from 'node:zlib';

/** The header of an image, read independently of the extension's own reader. */
export interface Picture {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
  /** False when the file ends early or a checksum is wrong. */
  readonly whole: boolean;
}

/** Undefined when the bytes are none of the four formats, or too short to have a size. */
export function lookAt(bytes: Buffer): Picture | undefined {
  const picture = readers.find((read) => read.knows(bytes))?.read(bytes);
  return picture && picture.width > 0 && picture.height > 0 ? picture : undefined;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const readers = [
  { knows: (bytes: Buffer) => bytes.subarray(0, 8).equals(pngSignature), read: readPng },
  { knows: (bytes: Buffer) => bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff, read: readJpeg },
  { knows: (bytes: Buffer) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)), read: readGif },
  { knows: (bytes: Buffer) => /^RIFF.{4}WEBP/s.test(bytes.toString('latin1', 0, 12)), read: readWebp },
];

function readPng(bytes: Buffer): Picture | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return {
    mediaType: 'image/png',
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    whole: pngIsWhole(bytes),
  };
}

function pngIsWhole(bytes: Buffer): boolean {
  let pixels = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end))
      return false;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IEND') return pixels;
    pixels ||= type === 'IDAT';
    at = end + 4;
  }
  return false;
}

function readJpeg(bytes: Buffer): Picture | undefined {
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes.readUInt8(at + 1);
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrame(marker)) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return { mediaType: 'image/jpeg', width, height, whole: bytes.indexOf('\xff\xd9', at, 'latin1') > 0 };
    } else {
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return undefined;
}

/** SOF0 to SOF15, without the tables DHT, JPG and DAC that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function readGif(bytes: Buffer): Picture | undefined {
  if (bytes.length < 13) return undefined;
  return {
    mediaType: 'image/gif',
    width: bytes.readUInt16LE(6),
    height: bytes.readUInt16LE(8),
    whole: firstFrameIsWhole(bytes),
  };
}

/** Only the first frame of an animation is looked at. */
function firstFrameIsWhole(bytes: Buffer): boolean {
  let at = 13 + tableLength(bytes[10] ?? 0);
  while (bytes[at] === 0x21) at = afterBlocks(bytes, at + 2);
  if (bytes[at] !== 0x2c) return false;
  return afterBlocks(bytes, at + 11 + tableLength(bytes[at + 9] ?? 0)) <= bytes.length;
}

/** Where the blocks, each with its length in front, have ended by an empty one; past the end when they do not. */
function afterBlocks(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at] !== 0 && at < bytes.length) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

function tableLength(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

function readWebp(bytes: Buffer): Picture | undefined {
  if (bytes.length < 30) return undefined;
  const size = webpSizes[bytes.toString('latin1', 12, 16)]?.(bytes);
  return size && { mediaType: 'image/webp', ...size, whole: bytes.readUInt32LE(4) + 8 <= bytes.length };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const webpSizes: Readonly<Record<string, (bytes: Buffer) => Size>> = {
  'VP8 ': (bytes) => ({ width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }),
  VP8L: (bytes) => {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  },
  VP8X: (bytes) => ({ width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }),
};
