import sharp from 'sharp';

/** A page of words that only their pixels tell: each is a strip of black and white columns. */
export interface Page {
  readonly width: number;
  readonly height: number;
  /** Pixels of one column, the thinnest stroke on the page. */
  readonly stroke: number;
  readonly words: readonly Word[];
}

export interface Word {
  /** Left and top, in pixels of the page. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Columns of a word: 24 for its value, 8 to check them. */
export const columns = 32;

export function wordSize({ stroke }: Pick<Page, 'stroke'>): {
  readonly width: number;
  readonly height: number;
} {
  return { width: columns * stroke, height: 6 * stroke };
}

/** A page that is full of words to its very edges. */
export function pageOf(width: number, height: number, stroke: number): Page {
  const size = wordSize({ stroke });
  const xs = places(width, size.width, 4 * stroke + 24);
  const ys = places(height, size.height, 4 * stroke + 40);
  const words = ys.flatMap((y, row) =>
    xs.map((x, column) => ({ x, y, value: ((row * xs.length + column + 1) * 7_654_321) % 2 ** 24 })),
  );
  return { width, height, stroke, words };
}

/** The page as a PNG. */
export function pictureOf({ width, height, stroke, words }: Page): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height, 255);
  for (const { x, y, value } of words)
    for (let row = y; row < y + wordSize({ stroke }).height; row++)
      for (const [column, black] of bitsOf(value).entries())
        if (black) pixels.fill(0, row * width + x + column * stroke, row * width + x + (column + 1) * stroke);
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/** The columns of a word; true is black. */
export function bitsOf(value: number): readonly boolean[] {
  const all = value * 256 + checkOf(value);
  return Array.from({ length: columns }, (_, at) => Math.floor(all / 2 ** (columns - 1 - at)) % 2 === 1);
}

export function checkOf(value: number): number {
  return ((value * 0x9e37) ^ (value >>> 8) ^ (value >>> 16)) & 255;
}

function places(length: number, size: number, pitch: number): readonly number[] {
  const count = Math.floor((length - size) / (size + pitch)) + 1;
  return Array.from({ length: count }, (_, at) => Math.round((at * (length - size)) / (count - 1)));
}
