import type { RegionView } from '../../protocol.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** In pixels of the image, fractions included. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Corner = 'nw' | 'ne' | 'sw' | 'se';

/** The rectangle between two points, grown to whole pixels within the image, of one pixel at least. */
export function between(one: Point, other: Point, size: PictureSize): RegionView {
  const [left, right] = span(one.x, other.x, size.width);
  const [top, bottom] = span(one.y, other.y, size.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function moved(region: RegionView, by: Point, size: PictureSize): RegionView {
  return {
    ...region,
    x: clamp(region.x + Math.round(by.x), 0, size.width - region.width),
    y: clamp(region.y + Math.round(by.y), 0, size.height - region.height),
  };
}

/** Moves the right and the lower edge. */
export function resized(region: RegionView, by: Point, size: PictureSize): RegionView {
  return {
    ...region,
    width: clamp(region.width + by.x, 1, size.width - region.x),
    height: clamp(region.height + by.y, 1, size.height - region.y),
  };
}

/** With one corner taken to a point; the opposite one stays. */
export function withCorner(region: RegionView, corner: Corner, to: Point, size: PictureSize): RegionView {
  const { x, y, width, height } = region;
  const fixed = { x: corner.endsWith('w') ? x + width : x, y: corner.startsWith('n') ? y + height : y };
  return between(fixed, to, size);
}

/** A rectangle of a share of the image, in its middle. */
export function centered({ width, height }: PictureSize, share: number): RegionView {
  const [wide, high] = [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
  return {
    x: Math.floor((width - wide) / 2),
    y: Math.floor((height - high) / 2),
    width: wide,
    height: high,
  };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function span(one: number, other: number, length: number): readonly [number, number] {
  const start = clamp(Math.floor(Math.min(one, other)), 0, length - 1);
  return [start, clamp(Math.ceil(Math.max(one, other)), start + 1, length)];
}
