import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { probe } from '../../../src/core/image/probe.ts';
import { processorTime } from '../linearTime.ts';

const small = 1_000_000;
const large = 16_000_000;
/** Below this many milliseconds of the processor a ratio says nothing: the host's thread is not held. */
const floor = 6;

/** Files of a length made of as many parts as a header can have, each of which a reader could walk to the end. */
const makers: Readonly<Record<string, (length: number) => Buffer>> = {
  'a JPEG of zeros': (length) => filled(length, 'ffd8ff', '00'),
  'a JPEG of fill bytes': (length) => filled(length, 'ffd8ff', 'ff'),
  'a JPEG of restart markers': (length) => filled(length, 'ffd8', 'ffd0'),
  'a JPEG of empty segments': (length) => filled(length, 'ffd8', 'ffe00002'),
  'a JPEG without an end, all halves of one': (length) => filled(length, onePixelJpeg, 'd9'),
  'a JPEG without an end, all fill bytes': (length) => filled(length, onePixelJpeg, 'ff'),
  'a GIF of sub-blocks of one byte': (length) => filled(length, `${gifHead}2c00000000400040000002`, '0101'),
  'a GIF of empty frames': (length) => filled(length, gifHead, '2c0000000001000100000200'),
  'a PNG of empty chunks': (length) => filled(length, pngHead, '000000004944415400000000'),
  'a WebP of empty frames': (length) =>
    filled(length, '52494646ffffffff57454250565038580a00000002000000000000000000', '414e4d4600000000'),
  'a HEIC of empty boxes': (length) => filled(length, '0000001066747970686569630000000', '0866726565000000'),
  'a HEIC whose meta box is all empty boxes': (length) =>
    filled(length, '00000010667479706865696300000000000000006d65746100000000', '0000000866726565'),
  'a TIFF of pages': pages,
  'an icon of 65,535 entries': icon,
};

const onePixelJpeg = 'ffd8ffc0000b080001000101011100ffda0008010100003f00';
const gifHead = '47494638396140004000000000';
const pngHead = '89504e470d0a1a0a0000000d4948445200000040000000400802000000ffffffff';

describe('probing a hostile header', () => {
  for (const [name, make] of Object.entries(makers))
    it(`takes no longer for a longer file: ${name}`, async () => {
      const [short, long] = [await fastest(make(small)), await fastest(make(large))];
      assert.ok(long < Math.max(floor, short * 8), `${short.toFixed(2)} ms, then ${long.toFixed(2)} ms`);
    }).timeout(60_000);
});

/** The least of several runs: now and then garbage is collected in one. */
async function fastest(bytes: Buffer): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 10; run += 1) least = Math.min(least, await processorTime(() => probe(bytes)));
  return least;
}

function filled(length: number, head: string, rest: string): Buffer {
  const bytes = Buffer.alloc(length, rest, 'hex');
  const start = Buffer.from(head, 'hex');
  // What repeats begins where the head ends.
  return Buffer.concat([start, bytes.subarray(0, length - start.length)]);
}

function pages(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write('II*\0\x08\0\0\0', 'latin1');
  for (let at = 8; at + 60 < length; at += 30) {
    bytes.writeUInt16LE(2, at);
    [256, 257].forEach((tag, field) => {
      bytes.writeUInt16LE(tag, at + 2 + field * 12);
      bytes.writeUInt16LE(3, at + 4 + field * 12);
      bytes.writeUInt32LE(1, at + 6 + field * 12);
      bytes.writeUInt16LE(64, at + 10 + field * 12);
    });
    bytes.writeUInt32LE(at + 30, at + 26);
  }
  return bytes;
}

/** Entries that all point at one bitmap behind them. */
function icon(length: number): Buffer {
  const count = Math.min(65_535, Math.floor(length / 20));
  const bytes = Buffer.alloc(length);
  bytes.writeUInt16LE(1, 2);
  bytes.writeUInt16LE(count, 4);
  const bitmap = 6 + count * 16;
  for (let entry = 0; entry < count; entry += 1) {
    bytes.writeUInt32LE(40, 6 + entry * 16 + 8);
    bytes.writeUInt32LE(bitmap, 6 + entry * 16 + 12);
  }
  bytes.writeUInt32LE(40, bitmap);
  bytes.writeInt32LE(16, bitmap + 4);
  bytes.writeInt32LE(32, bitmap + 8);
  return bytes;
}
