import type { ModelRow } from './models.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
}

const patch = 28;
const tiers = {
  high: { edge: 2576, tokens: 4784 },
  standard: { edge: 1568, tokens: 1568 },
} as const;

/** The size the model sees: the largest of the same shape within the tier's edge and tokens. */
export function seenSize({ width, height }: Pixels, tier: ModelRow['tier']): Pixels {
  if (fits(width, height, tier)) return { width, height };
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  let edge = Math.min(long, tiers[tier].edge);
  while (edge > 1 && !fits(edge, shortFor(edge, long, short), tier)) edge -= 1;
  const other = shortFor(edge, long, short);
  return width >= height ? { width: edge, height: other } : { width: other, height: edge };
}

/** Tokens of an image in the size the model sees: one for each patch of 28 × 28 pixels, begun ones included. */
export function imageTokens(pixels: Pixels, tier: ModelRow['tier']): number {
  const { width, height } = seenSize(pixels, tier);
  return Math.ceil(width / patch) * Math.ceil(height / patch);
}

/** An estimate: four characters to a token, and 30 % more for the tokenizer of 4.7 and later. */
export function textTokens(text: string, model: ModelRow): number {
  return Math.ceil((text.length / 4) * (model.tier === 'high' ? 1.3 : 1));
}

function fits(width: number, height: number, tier: ModelRow['tier']): boolean {
  const [across, down] = [Math.ceil(width / patch), Math.ceil(height / patch)];
  const { edge, tokens } = tiers[tier];
  return Math.max(across, down) * patch <= edge && across * down <= tokens;
}

function shortFor(edge: number, long: number, short: number): number {
  return Math.max(1, halfToEven((edge * short) / long));
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
