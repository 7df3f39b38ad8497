import type { ImageLimits, PrepareOptions, Region } from '../image/imageTypes.ts';
import type { AttachedImage } from './question.ts';

/** What is sent of an image: which picture of the file, which part of it, and without which parts. */
export function prepareOptions(image: AttachedImage, limits: ImageLimits): PrepareOptions {
  return { limits, ...partsOf(image) };
}

export function partsOf({ frame, region, redactions }: AttachedImage): Omit<PrepareOptions, 'limits'> {
  return {
    ...(frame !== undefined && { frame }),
    ...(region && { region }),
    ...(redactions && redactions.length > 0 && { redactions }),
  };
}

/** Names what is sent of an image: two regions of one image are two, and so is one with and without a redaction. */
export function partsKey(image: AttachedImage): string {
  const { region, redactions = [] } = image;
  if (!region && redactions.length === 0) return image.id;
  return JSON.stringify([image.id, region && numbers(region), redactions.map(numbers)]);
}

/** Whether the file may go as it is: to the server by its address, or to the reader of a transcript by a link. */
export function isWholeFile({ region, redactions = [] }: AttachedImage): boolean {
  return region === undefined && redactions.length === 0;
}

/** The boxes were drawn on a file of another size: what they are to hide may be elsewhere now. */
export function hasMovedUnderRedactions(
  { redactions = [], byteLength: drawnOn }: Pick<AttachedImage, 'redactions' | 'byteLength'>,
  byteLength: number | undefined,
): boolean {
  return redactions.length > 0 && drawnOn !== undefined && drawnOn !== byteLength;
}

function numbers({ x, y, width, height }: Region): readonly number[] {
  return [x, y, width, height];
}
