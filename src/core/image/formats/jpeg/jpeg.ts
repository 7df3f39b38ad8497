import { isWhole } from '../../completeness.ts';
import type { Size } from '../../fit.ts';
import type { Region } from '../../imageTypes.ts';
import { ascii } from '../../probe/header.ts';
import { isFrame } from '../../probe/jpeg.ts';
import type { Bitmap, Part } from '../../worker/bitmap.ts';
import { freshKernel, type Kernel, place } from '../../worker/kernelModule.ts';
import { type Scaling, startScaling } from '../../worker/scaling.ts';
import {
  damaged,
  type JpegFrame,
  type JpegSegment,
  readFrame,
  segmentAt,
  unsupported,
} from './jpegSegments.ts';

/**
 * Decodes a part of a JPEG at the wanted size. The cosine transform produces the smallest scale in eighths that is large
 * enough, and rows are scaled as they arrive; only a picture in several scans is held, as coefficients.
 */
export async function decodePart(bytes: Uint8Array, part: Part | undefined): Promise<Bitmap> {
  const { kernel, scaling, kept } = await read(bytes, part, false);
  if (!scaling) throw damaged('no picture');
  if (kept) kernel.drawKept();
  // In a file that has its end, bits are missing because others are wrong: browsers show what there is.
  if (kernel.missingUnits() > 0 && !isWhole(bytes, 'jpeg')) throw damaged('cut off');
  return scaling.result();
}

/** Reads all coefficients into the kernel. Undefined where some are missing. */
export async function readCoefficients(
  bytes: Uint8Array,
): Promise<{ readonly kernel: Kernel; readonly frame: JpegFrame } | undefined> {
  const { kernel, frame, scaling } = await read(bytes, undefined, true);
  return frame && scaling && kernel.missingUnits() === 0 ? { kernel, frame } : undefined;
}

async function read(bytes: Uint8Array, part: Part | undefined, keep: boolean): Promise<Reading> {
  const kernel = await freshKernel();
  const start = place(kernel, bytes);
  kernel.startTables();
  kernel.startBlocks();
  kernel.forgetMissing();
  const reading: Reading = { kernel, bytes, start, part, keep, restartInterval: 0, adobe: undefined };
  for (let segment = segmentAt(bytes, 2); segment; )
    segment = segmentAt(bytes, readSegment(reading, segment));
  return reading;
}

/** The state of reading a file. */
interface Reading {
  readonly kernel: Kernel;
  readonly bytes: Uint8Array;
  /** Offset of the bytes in the kernel's memory. */
  readonly start: number;
  readonly part: Part | undefined;
  /** Whether the coefficients are wanted instead of pixels. */
  readonly keep: boolean;
  restartInterval: number;
  /** The colour transform that Adobe's marker states, if there is one. */
  adobe: number | undefined;
  frame?: JpegFrame;
  scaling?: Scaling;
  /** Whether scans add up in memory instead of being drawn as they are read. */
  kept?: boolean;
}

/** Returns the offset after it. */
function readSegment(reading: Reading, segment: JpegSegment): number {
  const { marker, content, end } = segment;
  if (marker === 0xda) return readScan(reading, segment);
  // Only the size of the first was checked.
  if (isFrame(marker)) reading.frame ??= readFrame(segment);
  else if (marker === 0xc4) readHuffmanTables(reading.kernel, content);
  else if (marker === 0xdb) readFactors(reading.kernel, content);
  else if (marker === 0xdd) reading.restartInterval = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
  else if (marker === 0xee && ascii(content, 0, 5) === 'Adobe') reading.adobe = content[11] ?? 0;
  return end;
}

function readHuffmanTables(kernel: Kernel, content: Uint8Array): void {
  for (let at = 0; at + 17 <= content.length; ) {
    const kind = content[at] ?? 0;
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const table = place(kernel, content.subarray(at + 1, at + 17 + total));
    if ((kind & 0xef) > 3 || at + 17 + total > content.length) throw damaged('Huffman table');
    if (!kernel.makeTable((kind >> 4) * 4 + (kind & 3), table, table + 16)) throw damaged('Huffman table');
    at += 17 + total;
  }
}

function readFactors(kernel: Kernel, content: Uint8Array): void {
  for (let at = 0; at + 65 <= content.length; ) {
    const kind = content[at] ?? 0;
    const wide = kind >> 4 === 1;
    for (let index = 0; index < 64; index++) {
      const place = at + 1 + index * (wide ? 2 : 1);
      const factor = wide ? ((content[place] ?? 0) << 8) | (content[place + 1] ?? 0) : (content[place] ?? 0);
      kernel.setFactor(kind & 3, index, factor);
    }
    at += wide ? 129 : 65;
  }
}

function readScan(reading: Reading, { content, end }: JpegSegment): number {
  const { kernel, bytes, start, frame } = reading;
  if (!frame) throw damaged('no frame');
  const count = content[0] ?? 0;
  if (content.length < 4 + count * 2 || count < 1 || count > frame.components.length)
    throw damaged('scan header');
  const drawn = !reading.keep && !frame.progressive && count === frame.components.length;
  if (!reading.scaling) startPicture(reading, frame, !drawn);
  const units = Math.ceil(frame.width / 8) * Math.ceil(frame.height / 8);
  const restarts = reading.restartInterval > 0 ? Math.ceil(units / reading.restartInterval) : 0;
  const next = kernel.openScan(start + end, start + bytes.length, restarts) - start;
  kernel.startScan(reading.restartInterval);
  for (let turn = 0; turn < count; turn++) {
    const [id, tables = 0] = content.subarray(1 + turn * 2, 3 + turn * 2);
    const component = frame.components.findIndex((one) => one.id === id);
    if (component < 0 || (tables & 0xcc) !== 0) throw damaged('scan header');
    kernel.addToScan(component, tables >> 4, tables & 15);
  }
  if (!reading.kept) {
    kernel.drawScan();
    return bytes.length;
  }
  const [from = 0, to = 0, bits = 0] = content.subarray(1 + count * 2);
  if (to > 63 || (from > 0 && count > 1)) throw damaged('scan header');
  kernel.keepScan(frame.progressive, from, to, bits >> 4, bits & 15);
  return next;
}

function startPicture(reading: Reading, frame: JpegFrame, kept: boolean): void {
  const { kernel, part } = reading;
  const { width, height, components } = frame;
  const { window, size } = part ?? { window: { x: 0, y: 0, width, height }, size: { width, height } };
  if (width === 0 || height === 0) throw damaged('no size');
  const eighths = eighthsFor(window, size);
  const [densestX, densestY] = [
    Math.max(...components.map(({ x }) => x)),
    Math.max(...components.map(({ y }) => y)),
  ];
  kernel.startFrame(width, height, components.length, densestX, densestY, eighths);
  components.forEach(({ x, y, table }, index) => {
    if (!Number.isInteger((eighths * densestX) / x) || !Number.isInteger((eighths * densestY) / y))
      throw unsupported('colors', 'sampling');
    kernel.addComponent(index, x, y, table, kept);
  });
  const scaled = (length: number) => (length * eighths) / 8;
  const source = { width: Math.ceil(scaled(width)), height: Math.ceil(scaled(height)) };
  const scaledWindow = {
    x: scaled(window.x),
    y: scaled(window.y),
    width: scaled(window.width),
    height: scaled(window.height),
  };
  const scaling = startScaling(kernel, source, scaledWindow, size, false);
  kernel.startPixels(colorKind(frame, reading), scaling.left, scaling.right, scaling.top);
  reading.scaling = scaling;
  reading.kept = kept;
}

/** The smallest scale in eighths that leaves only a reduction to be done. */
function eighthsFor(window: Region, size: Size): number {
  const scale = Math.max(size.width / window.width, size.height / window.height);
  return Math.min(Math.max(Math.ceil(scale * 8 - 1e-9), 1), 8);
}

/** As `kernel/jpegColor.ts` numbers them: 0 grey, 1 YCbCr, 2 RGB, 3 CMYK, 4 YCCK. */
function colorKind({ components }: JpegFrame, { adobe }: Reading): number {
  if (components.length === 1) return 0;
  if (components.length === 4) return adobe === 2 ? 4 : 3;
  const named = String.fromCharCode(...components.map(({ id }) => id)) === 'RGB';
  return adobe === 0 || (adobe === undefined && named) ? 2 : 1;
}
