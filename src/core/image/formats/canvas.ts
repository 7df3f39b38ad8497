import type { Bitmap } from '../worker/bitmap.ts';

/** One picture of an animation: where it lies, how it is drawn, and what happens to its area afterwards. */
export interface Frame extends Bitmap {
  readonly x: number;
  readonly y: number;
  /** Whether it is drawn over the canvas or replaces its area, transparent pixels included. */
  readonly blend: boolean;
  readonly after: 'keep' | 'clear' | 'restore';
}

/**
 * The canvas of an animation after the last of these frames. It starts transparent, as in browsers, whatever background
 * colour the file names.
 */
export async function compose(
  width: number,
  height: number,
  frames: Iterable<Frame> | AsyncIterable<Frame>,
): Promise<Bitmap> {
  const blank = () => ({ width, height, data: new Uint8Array(width * height * 4) });
  let canvas: Bitmap | undefined;
  let finish = () => {};
  for await (const frame of frames) {
    finish();
    // A first frame that covers everything becomes the canvas, which spares most files a second one.
    const first = canvas === undefined && covers(frame, width, height) && frame.after !== 'restore';
    canvas ??= first ? { width, height, data: frame.data } : blank();
    finish = afterwards(canvas, frame);
    if (!first) draw(canvas, frame);
  }
  return canvas ?? blank();
}

function covers(frame: Frame, width: number, height: number): boolean {
  return frame.x === 0 && frame.y === 0 && frame.width === width && frame.height === height;
}

/** Returns the disposal of a frame, to be called before the next is drawn; saves the canvas where that needs it. */
function afterwards(canvas: Bitmap, frame: Frame): () => void {
  if (frame.after === 'keep') return () => {};
  if (frame.after === 'restore') {
    const before = canvas.data.slice();
    return () => canvas.data.set(before);
  }
  return () => eachRow(canvas, frame, (to, _, length) => canvas.data.fill(0, to, to + length));
}

function draw(canvas: Bitmap, frame: Frame): void {
  eachRow(canvas, frame, (to, from, length) => {
    if (frame.blend) drawOver(canvas.data, to, frame.data, from, length);
    else canvas.data.set(frame.data.subarray(from, from + length), to);
  });
}

/** Source over destination, alpha not multiplied in (Porter and Duff, 1984). */
function drawOver(below: Uint8Array, to: number, above: Uint8Array, from: number, length: number): void {
  for (let at = 0; at < length; at += 4) {
    const alpha = above[from + at + 3] ?? 0;
    if (alpha === 0) continue;
    if (alpha === 255) {
      for (let channel = at; channel < at + 4; channel += 1) below[to + channel] = above[from + channel] ?? 0;
      continue;
    }
    const rest = ((below[to + at + 3] ?? 0) * (255 - alpha)) / 255;
    const sum = alpha + rest;
    for (let channel = at; channel < at + 3; channel += 1)
      below[to + channel] = Math.round(
        ((above[from + channel] ?? 0) * alpha + (below[to + channel] ?? 0) * rest) / sum,
      );
    below[to + at + 3] = Math.round(sum);
  }
}

/** Calls `row` with the part of each of the frame's rows that lies on the canvas, as byte offsets in both. */
function eachRow(
  canvas: Bitmap,
  frame: Frame,
  row: (canvasAt: number, frameAt: number, length: number) => void,
): void {
  const length = Math.min(frame.width, canvas.width - frame.x) * 4;
  const rows = Math.min(frame.height, canvas.height - frame.y);
  if (length <= 0) return;
  for (let y = 0; y < rows; y += 1)
    row(((frame.y + y) * canvas.width + frame.x) * 4, y * frame.width * 4, length);
}
