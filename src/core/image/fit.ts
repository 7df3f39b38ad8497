import type { ImageHeader, ImageLimits } from './imageTypes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Side of the squares a picture is seen in (Vision docs, Aug 2026). */
const patch = 28;

/** Visual tokens of a picture of this size: ⌈w/28⌉ × ⌈h/28⌉ (Vision docs, Aug 2026). */
export function patches(width: number, height: number): number {
  return Math.ceil(width / patch) * Math.ceil(height / patch);
}

/**
 * The largest size of the same ratio that the model sees unscaled: each side, rounded up to whole patches, within
 * `tierSide`, and no more patches than `tierTokens` (Vision docs, "resized size", Aug 2026). A picture that fits
 * keeps its size. `maxSide` is the limit of requests with many images; an image that is shrunk for it stays within it
 * even when rounded up to patches, since servers have refused exactly 2000.
 */
export function fit(
  width: number,
  height: number,
  limits: Pick<ImageLimits, 'tierSide' | 'tierTokens'> & { readonly maxSide?: number },
): Size {
  if (fits(width, height, limits)) return { width, height };
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const side = Math.min(limits.tierSide, limits.maxSide ?? limits.tierSide);
  const [a, b] = largest(long, short, side, limits.tierTokens);
  return width >= height ? { width: a, height: b } : { width: b, height: a };
}

/** Whether a picture of this size is seen unscaled. */
export function fits(
  width: number,
  height: number,
  limits: Pick<ImageLimits, 'tierSide' | 'tierTokens'> & { readonly maxSide?: number },
): boolean {
  return (
    Math.max(width, height) <= (limits.maxSide ?? limits.tierSide) &&
    withinTier(width, height, limits.tierSide, limits.tierTokens)
  );
}

/** The size after the orientation is applied. */
export function orientedSize(header: Pick<ImageHeader, 'width' | 'height' | 'orientation'>): Size {
  const { width, height, orientation } = header;
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** An SVG has no size of its own: it, or a part of it, is drawn as if it were this long, then fitted like any other picture. */
const longestDrawing = 8000;

/** The size of a picture, or of a part of it, before it is fitted. */
export function drawnSize({ type }: Pick<ImageHeader, 'type'>, { width, height }: Size): Size {
  if (type !== 'svg') return { width, height };
  const scale = longestDrawing / Math.max(width, height);
  return { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
}

function withinTier(width: number, height: number, side: number, tokens: number): boolean {
  return Math.ceil(Math.max(width, height) / patch) * patch <= side && patches(width, height) <= tokens;
}

/**
 * Bisects the long side. The short one follows, so both grow together and the sizes that fit are an interval. Divides by
 * the ratio, as the published code does: multiplying rounds some halves the other way.
 */
function largest(long: number, short: number, side: number, tokens: number): [number, number] {
  const ratio = long / short;
  const shortFor = (length: number) => Math.max(roundHalfToEven(length / ratio), 1);
  let fitting = 1;
  let tooLarge = Math.min(long, side + 1) + 1;
  while (tooLarge - fitting > 1) {
    const middle = Math.floor((fitting + tooLarge) / 2);
    if (withinTier(middle, shortFor(middle), side, tokens)) fitting = middle;
    else tooLarge = middle;
  }
  return [fitting, shortFor(fitting)];
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
