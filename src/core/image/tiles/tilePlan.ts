import { fits, patches, type Size } from '../fit.ts';
import type { ImageHeader, ImageLimits, Region } from '../imageTypes.ts';

/** How a picture is cut into tiles that a model sees unscaled. */
export interface TilePlan {
  /** The picture that is cut: full resolution, or less where that would take too many tiles or too much memory. */
  readonly size: Size;
  /** In pixels of that picture, row by row. Together they cover it. */
  readonly tiles: readonly Region[];
}

/** Most tiles of an image: with its overview and three further images the request stays below 20. */
export const mostTiles = 16;

/** Most pixels of the picture that is cut, which is held as a whole: 100 MB. */
const mostPixels = 25_000_000;

/** Pixels that neighbours share, so that a word and a line stand whole in one of them. */
const overlap = { across: 192, down: 96 };

/** The fewest tiles that show a picture at full resolution, or as near to it as their number and memory allow. */
export function tilePlan({ width, height }: Size, limits: ImageLimits): TilePlan {
  for (let scale = Math.min(1, Math.sqrt(mostPixels / (width * height))); ; scale *= 0.9) {
    const size = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
    const grid = smallestGrid(size, limits);
    if (grid) return { size, tiles: tilesOf(size, grid) };
  }
}

/** Scale from which nothing is cut: what is legible at all stays so. */
const enough = 0.8;

/**
 * Whether an image that is scaled so much may be cut at all, if it turns out to be illegible. Later pages may have another
 * size than the header states, and a drawing has none.
 */
export function mayBeTiled({ type, frames }: Pick<ImageHeader, 'type' | 'frames'>, scale: number): boolean {
  return type !== 'svg' && frames <= 1 && scale < enough;
}

/** The tokens of all tiles that an image of this size can have. */
export function tileTokens(size: Size, limits: ImageLimits): number {
  return tilePlan(size, limits).tiles.reduce((sum, tile) => sum + patches(tile.width, tile.height), 0);
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

function smallestGrid(size: Size, limits: ImageLimits): Grid | undefined {
  const grids: Grid[] = [];
  for (let columns = 1; columns <= mostTiles; columns++)
    for (let rows = 1; rows * columns <= mostTiles; rows++) {
      const width = lengthOf(size.width, columns, overlap.across);
      const height = lengthOf(size.height, rows, overlap.down);
      if (!fits(width, height, limits)) continue;
      grids.push({ columns, rows });
      break;
    }
  return grids.sort((one, other) => one.columns * one.rows - other.columns * other.rows)[0];
}

function lengthOf(total: number, count: number, shared: number): number {
  return Math.ceil((total + (count - 1) * shared) / count);
}

function tilesOf(size: Size, { columns, rows }: Grid): readonly Region[] {
  const across = spans(size.width, columns, overlap.across);
  const down = spans(size.height, rows, overlap.down);
  return down.flatMap(([y, height]) => across.map(([x, width]) => ({ x, y, width, height })));
}

/** Of equal length, the first at the beginning, the last at the end. */
function spans(total: number, count: number, shared: number): readonly (readonly [number, number])[] {
  const length = Math.min(lengthOf(total, count, shared), total);
  return Array.from({ length: count }, (_, at) => [
    count === 1 ? 0 : Math.round((at * (total - length)) / (count - 1)),
    length,
  ]);
}
