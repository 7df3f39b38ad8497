import { fit, patches } from '../fit.ts';
import { release } from '../freeMemory.ts';
import type { PrepareOptions, Region, Tile } from '../imageTypes.ts';
import type { Plan } from '../plan.ts';
import { isIllegibleAt } from '../tiles/legibility.ts';
import { mayBeTiled, tilePlan } from '../tiles/tilePlan.ts';
import type { Bitmap } from './bitmap.ts';
import { encode } from './encode.ts';
import { type Picture, pictureOf } from './jimp.ts';

/** The plan with which the file is decoded once for its overview and its tiles; undefined where it needs no tiles. */
export function tiledPlan(plan: Plan, { tiles, limits }: PrepareOptions): Plan | undefined {
  const { region, target, header } = plan;
  if (!tiles || !mayBeTiled(header, target.width / region.width)) return undefined;
  return { ...plan, target: tilePlan(region, limits).size };
}

/** The overview, and the tiles where it is illegible; takes the picture over. */
export async function cut(picture: Picture, plan: Plan, options: PrepareOptions): Promise<Cut> {
  const { limits } = options;
  const { bitmap } = picture;
  const size = fit(plan.region.width, plan.region.height, limits);
  const scale = { x: size.width / bitmap.width, y: size.height / bitmap.height };
  const illegible = isIllegibleAt(bitmap, scale.x);
  const tiles: Tile[] = [];
  for (const part of illegible ? tilePlan(plan.region, limits).tiles : [])
    tiles.push(await tileOf(bitmap, part, scale, limits.maxBase64Bytes));
  const whole = { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
  const overview = await picture.scaled(whole, size);
  if (overview.bitmap.data.buffer !== bitmap.data.buffer) release(bitmap.data);
  return { overview, tiles };
}

/** Pixels of the overview for one of the picture that is cut. */
interface Scale {
  readonly x: number;
  readonly y: number;
}

interface Cut {
  readonly overview: Picture;
  readonly tiles: readonly Tile[];
}

async function tileOf(bitmap: Bitmap, part: Region, scale: Scale, maxBase64Bytes: number): Promise<Tile> {
  const picture = pictureOf(rectangle(bitmap, part));
  const encoded = await encode(picture, {
    maxBase64Bytes,
    wanted: Number.POSITIVE_INFINITY,
    fidelity: 'lossless',
  });
  release(picture.bitmap.data);
  const { mediaType, bytes, width, height } = encoded;
  const [x, y] = [Math.floor(part.x * scale.x), Math.floor(part.y * scale.y)];
  const place = {
    ...{ x, y },
    width: Math.ceil((part.x + part.width) * scale.x) - x,
    height: Math.ceil((part.y + part.height) * scale.y) - y,
  };
  return { place, part, mediaType, bytes, width, height, tokens: patches(width, height) };
}

function rectangle({ width, data }: Bitmap, part: Region): Bitmap {
  const rows = new Uint8Array(part.width * part.height * 4);
  for (let y = 0; y < part.height; y++) {
    const from = ((part.y + y) * width + part.x) * 4;
    rows.set(data.subarray(from, from + part.width * 4), y * part.width * 4);
  }
  return { width: part.width, height: part.height, data: rows };
}
