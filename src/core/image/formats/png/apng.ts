import { concat, utf8 } from '../../../bytes.ts';
import { RefusalError } from '../../imageTypes.ts';
import { ascii, viewOf } from '../../probe/header.ts';
import { pngChunks } from '../../probe/png.ts';
import type { Bitmap, Wanted } from '../../worker/bitmap.ts';
import { compose, type Frame } from '../canvas.ts';
import { decodePart } from './png.ts';

/** A frame as it is stored: its control chunk and its compressed pixels. */
interface Stored {
  readonly control: Uint8Array;
  readonly data: Uint8Array[];
}

interface Animation {
  /** The beginning of the PNG that is made of each frame: signature, header, palette, colours. */
  readonly start: Uint8Array[];
  readonly frames: Stored[];
}

/** The canvas of an APNG at one of its frames. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const view = viewOf(bytes);
  const animation = readAnimation(bytes);
  const frames = animation.frames.slice(0, frame + 1);
  if (frames.length <= frame)
    throw new RefusalError({ reason: 'damaged', type: 'png', detail: `frame ${frame} is missing` });
  return await compose(view.getUint32(16), view.getUint32(20), decodeFrames(animation.start, frames));
}

/** Pixels in `IDAT` before the first control chunk are a still picture for programs without support for animations. */
function readAnimation(bytes: Uint8Array): Animation {
  const animation: Animation = { start: [bytes.subarray(0, 8)], frames: [] };
  for (const { type, data, at, length } of pngChunks(bytes)) {
    const current = animation.frames.at(-1);
    if (type === 'fcTL') animation.frames.push({ control: data, data: [] });
    else if (type === 'fdAT') current?.data.push(data.subarray(4));
    else if (type === 'IDAT') current?.data.push(data);
    else if (!current || animation.frames.length === 1)
      animation.start.push(bytes.subarray(at - 8, at + length + 4));
  }
  return animation;
}

async function* decodeFrames(start: readonly Uint8Array[], frames: readonly Stored[]): AsyncGenerator<Frame> {
  for (const { control, data } of frames) {
    const view = viewOf(control);
    const bitmap = await decodePart(ownFile(start, control, data), undefined);
    yield {
      ...bitmap,
      x: view.getUint32(12),
      y: view.getUint32(16),
      after: (['keep', 'clear', 'restore'] as const)[view.getUint8(24)] ?? 'keep',
      blend: view.getUint8(25) === 1,
    };
  }
}

/** A frame as a PNG of its own size, with checksums of 0, which our decoder does not check. */
function ownFile(start: readonly Uint8Array[], control: Uint8Array, data: readonly Uint8Array[]): Uint8Array {
  const head = concat(start.filter((chunk) => ascii(chunk, 4, 4) !== 'IEND'));
  head.set(control.subarray(4, 12), 16);
  const pixels = utf8('\0\0\0\0IDAT');
  viewOf(pixels).setUint32(
    0,
    data.reduce((sum, part) => sum + part.length, 0),
  );
  return concat([head, pixels, ...data, utf8('\0\0\0\0\0\0\0\0IEND\0\0\0\0')]);
}
