import { concat } from '../../bytes.ts';
import { RefusalError } from '../imageTypes.ts';
import { probeGif } from '../probe/gif.ts';
import { viewOf } from '../probe/header.ts';
import type { Bitmap, Wanted } from '../worker/bitmap.ts';
import { compose, type Frame } from './canvas.ts';
import { gifPacking, unpackLzw } from './lzw.ts';
import { refuseTooLarge } from './pixelLimit.ts';

const extension = 0x21;
const graphicControl = 0xf9;
const imageDescriptor = 0x2c;

/** The graphic control extension before a frame. */
interface Control {
  readonly after: Frame['after'];
  /** Palette index that is transparent. */
  readonly transparent: number | undefined;
}

const noControl: Control = { after: 'keep', transparent: undefined };

/** The canvas of a GIF at one of its frames. A truncated frame is drawn as far as it goes. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const header = probeGif(bytes);
  if ('reason' in header) throw new RefusalError(header);
  refuseTooLarge('gif', header.width, header.height);
  return await compose(header.width, header.height, framesUpTo(bytes, frame));
}

function* framesUpTo(bytes: Uint8Array, last: number): Generator<Frame> {
  const shared = palette(bytes, 10, 13);
  let control = noControl;
  let at = 13 + shared.length;
  let number = 0;
  while (at < bytes.length && number <= last) {
    if (bytes[at] === extension) {
      if (bytes[at + 1] === graphicControl) control = readControl(bytes, at + 3);
      at = subBlocks(bytes, at + 2).end;
    } else if (bytes[at] === imageDescriptor) {
      const { frame, end } = readFrame(bytes, at, shared, control);
      yield frame;
      number += 1;
      control = noControl;
      at = end;
    } else break;
  }
  if (number <= last) throw damaged(`frame ${last} is missing`);
}

function readControl(bytes: Uint8Array, at: number): Control {
  const flags = bytes[at] ?? 0;
  const disposal = (flags >> 2) & 7;
  return {
    after: disposal === 2 ? 'clear' : disposal === 3 ? 'restore' : 'keep',
    transparent: flags & 1 ? bytes[at + 3] : undefined,
  };
}

function readFrame(
  bytes: Uint8Array,
  at: number,
  shared: Uint8Array,
  control: Control,
): { frame: Frame; end: number } {
  const view = viewOf(bytes);
  const place = { x: view.getUint16(at + 1, true), y: view.getUint16(at + 3, true) };
  const size = { width: view.getUint16(at + 5, true), height: view.getUint16(at + 7, true) };
  refuseTooLarge('gif', size.width, size.height);
  const own = palette(bytes, at + 9, at + 10);
  const minBits = view.getUint8(at + 10 + own.length);
  if (minBits < 1 || minBits > 8) throw damaged(`codes of ${minBits} bits`);
  const { data, end } = subBlocks(bytes, at + 11 + own.length);
  const places = unpackLzw(data, minBits, size.width * size.height, gifPacking);
  const rows = view.getUint8(at + 9) & 0x40 ? interlacedRows(size.height) : undefined;
  const colours = colour(places, own.length ? own : shared, control.transparent, size, rows);
  return { frame: { ...place, ...size, data: colours, blend: true, after: control.after }, end };
}

/** RGBA of palette indices. Missing ones and those beyond the palette are transparent. */
function colour(
  places: Uint8Array,
  palette: Uint8Array,
  transparent: number | undefined,
  { width, height }: { width: number; height: number },
  rows: readonly number[] | undefined,
): Uint8Array {
  const colours = paletteColours(palette, transparent);
  const pixels = new Uint32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * width;
    const to = (rows?.[row] ?? row) * width - from;
    const end = Math.min(from + width, places.length);
    for (let at = from; at < end; at += 1) pixels[to + at] = colours[places[at] ?? 0] ?? 0;
  }
  return new Uint8Array(pixels.buffer);
}

/** RGBA of each palette index, as a number in the byte order of this machine. */
function paletteColours(palette: Uint8Array, transparent: number | undefined): Uint32Array {
  const colours = new Uint8Array(256 * 4);
  for (let place = 0; place * 3 + 2 < palette.length; place += 1)
    if (place !== transparent) colours.set([...palette.subarray(place * 3, place * 3 + 3), 255], place * 4);
  return new Uint32Array(colours.buffer);
}

/** The order of interlaced rows (GIF89a, appendix E). */
function interlacedRows(height: number): number[] {
  const passes = [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const;
  return passes.flatMap(([start, step]) =>
    Array.from({ length: Math.max(Math.ceil((height - start) / step), 0) }, (_, row) => start + row * step),
  );
}

function palette(bytes: Uint8Array, flagsAt: number, at: number): Uint8Array {
  const flags = bytes[flagsAt] ?? 0;
  return flags & 0x80 ? bytes.subarray(at, at + (3 << ((flags & 7) + 1))) : new Uint8Array();
}

function subBlocks(bytes: Uint8Array, start: number): { data: Uint8Array; end: number } {
  const blocks: Uint8Array[] = [];
  let at = start;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    blocks.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { data: concat(blocks), end: at + 1 };
}

function damaged(detail: string): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'gif', detail });
}
