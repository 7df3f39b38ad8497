import type { ColorSpace } from './color/colorSpace.ts';
import { embeddedColors } from './color/embeddedColors.ts';
import { refuseCostly } from './cost/decodingCost.ts';
import { drawnSize, fit, orientedSize, type Size } from './fit.ts';
import { type ImageHeader, type PrepareOptions, RefusalError, type Region } from './imageTypes.ts';
import { probe } from './probe.ts';

/** The preparation of a picture, planned from its header alone. */
export interface Plan {
  readonly header: ImageHeader;
  /** Which picture of an animation or a multi-page file, from 0. */
  readonly frame: number;
  /** The wanted part of the picture after orientation, in whole pixels within it. */
  readonly region: Region;
  /** The parts to paint over, in whole pixels after orientation, within the picture. */
  readonly redactions: readonly Region[];
  /** Size of the result after orientation. */
  readonly target: Size;
  /** The colour space of the pixels where it is not sRGB. */
  readonly colors: ColorSpace | undefined;
}

/**
 * Reads the header, once for all later steps, and decides the size.
 *
 * @throws RefusalError for a file that is no image or would take too much memory or work.
 */
export function planOf(bytes: Uint8Array, options: PrepareOptions): Plan {
  const header = probe(bytes);
  if ('reason' in header) throw new RefusalError(header);
  const frame = Math.min(options.frame ?? 0, Math.max(header.frames - 1, 0));
  const size = orientedSize(header);
  const region = regionWithin(size, options.region);
  const redactions = (options.redactions ?? []).map((one) => regionWithin(size, one));
  refuseCostly(bytes, header, frame, redactions.length > 0 ? region : undefined);
  const { width, height } = drawnSize(header, region);
  const target = fit(width, height, options.limits);
  return { header, frame, region, redactions, target, colors: embeddedColors(bytes, header, frame) };
}

function regionWithin(size: Size, region: Region | undefined): Region {
  if (!region) return { x: 0, y: 0, ...size };
  const x = clamp(Math.floor(region.x), 0, size.width - 1);
  const y = clamp(Math.floor(region.y), 0, size.height - 1);
  return {
    x,
    y,
    width: clamp(Math.ceil(region.x + region.width), x + 1, size.width) - x,
    height: clamp(Math.ceil(region.y + region.height), y + 1, size.height) - y,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
