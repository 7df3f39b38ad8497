import type { Bitmap } from '../worker/bitmap.ts';

/** Rows of which one is looked at: letters are several rows high. */
const everyRow = 3;

/** Least difference of brightness, of 255, at the edge of a stroke. */
const contrast = 56;

/** Longest stroke in pixels that counts as part of writing or of a drawing. */
const longest = 48;

/** Pixels that a stroke, or the gap between two, must keep to be told apart. */
const legible = 0.75;

/** Share of strokes below that from which a picture is illegible. */
const lostShare = 0.25;

/** Strokes in a thousand pixels from which there is something to read: a page with a single line of text has more. */
const leastStrokes = 0.2;

/**
 * Whether what stands in a picture would be lost at a scale: whether a quarter of its strokes, and of the gaps between
 * them, would be thinner than three quarters of a pixel. Measured along rows: text of 14 pixels has strokes of 1 to 2 and
 * gaps of 2 to 4, so it is legible down to a scale of about 0.55; at twice the density, down to 0.3.
 */
export function isIllegibleAt(bitmap: Bitmap, scale: number): boolean {
  const widths = strokeWidths(bitmap);
  const all = widths.reduce((sum, count) => sum + count, 0);
  const seen = (bitmap.width * Math.ceil(bitmap.height / everyRow)) / 1000;
  if (all < leastStrokes * seen) return false;
  const lost = widths.reduce((sum, count, width) => sum + (width * scale < legible ? count : 0), 0);
  return lost >= lostShare * all;
}

/** How many strokes and gaps there are of each width in pixels. */
function strokeWidths({ width, height, data }: Bitmap): readonly number[] {
  const counts = new Array<number>(longest + 1).fill(0);
  for (let y = 0; y < height; y += everyRow) {
    let last = 0;
    let direction = 0;
    for (let x = 1; x < width; x++) {
      const at = (y * width + x) * 4;
      const step = brightness(data, at) - brightness(data, at - 4);
      if (Math.abs(step) < contrast) continue;
      const turn = Math.sign(step);
      // A soft edge takes several pixels in one direction.
      if (turn !== direction && direction !== 0 && x - last <= longest)
        counts[x - last] = (counts[x - last] ?? 0) + 1;
      direction = turn;
      last = x;
    }
  }
  return counts;
}

function brightness(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
}
