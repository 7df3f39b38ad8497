import { fits } from './fit.ts';
import type { ImageLimits, Region } from './imageTypes.ts';

type Tier = Pick<ImageLimits, 'tierSide' | 'tierTokens'>;

/** Pixels that neighbours share by default: a line of text or a label that one edge cuts is whole beyond it. */
const defaultOverlap = 112;

/**
 * Regions that together cover every pixel of a picture, each of them seen unscaled at this tier, in reading order.
 * Of all grids the one with the fewest tiles, and among those the fewest pixels; a picture that fits is one tile.
 * Neighbours share at least `overlap` pixels. Throws RangeError when that is more than a tile holds.
 */
export function tiles(width: number, height: number, tier: Tier, overlap = defaultOverlap): Region[] {
  if (!fits(overlap + 1, overlap + 1, tier)) throw new RangeError(`An overlap of ${overlap} leaves no tile`);
  const { columns, rows } = fewest(width, height, tier, overlap);
  const xs = spans(width, columns, overlap);
  return spans(height, rows, overlap).flatMap((y) =>
    xs.map((x) => ({ x: x.start, y: y.start, width: x.length, height: y.length })),
  );
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

function fewest(width: number, height: number, tier: Tier, overlap: number): Grid {
  let best: Grid | undefined;
  for (let columns = 1; !best || columns <= best.columns * best.rows; columns += 1) {
    const rows = rowsFor(width, height, columns, tier, overlap);
    if (rows === undefined) continue;
    const grid = { columns, rows };
    if (!best || rank(grid, width, height, overlap) < rank(best, width, height, overlap)) best = grid;
  }
  return best;
}

/** The fewest rows that go with so many columns, undefined while the columns alone are too wide. */
function rowsFor(
  width: number,
  height: number,
  columns: number,
  tier: Tier,
  overlap: number,
): number | undefined {
  const tileWidth = tileLength(width, columns, overlap);
  if (!fits(tileWidth, Math.min(height, overlap + 1), tier)) return undefined;
  let rows = 1;
  while (!fits(tileWidth, tileLength(height, rows, overlap), tier)) rows += 1;
  return rows;
}

// The count first; the pixels sent, at most a few times the picture's, only decide between equals.
function rank({ columns, rows }: Grid, width: number, height: number, overlap: number): number {
  const area = tileLength(width, columns, overlap) * tileLength(height, rows, overlap);
  return columns * rows * (1 + area * 1e-12);
}

function tileLength(whole: number, parts: number, overlap: number): number {
  return Math.ceil((whole + (parts - 1) * overlap) / parts);
}

/** Parts of equal length from the first pixel to the last, evenly spread. */
function spans(whole: number, parts: number, overlap: number): { start: number; length: number }[] {
  const length = tileLength(whole, parts, overlap);
  return Array.from({ length: parts }, (_, part) => ({
    start: parts === 1 ? 0 : Math.floor((part * (whole - length)) / (parts - 1)),
    length,
  }));
}
