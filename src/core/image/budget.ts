import type { ImageLimits } from './imageTypes.ts';
import { limitsFor, maxImages, maxRequestBytes } from './limits.ts';

/** An image of a request as it would be sent now. */
export interface RequestImage {
  readonly width: number;
  readonly height: number;
  /** Length of its base64 string; 0 when the request only names it. */
  readonly base64Bytes: number;
}

/** What holds for a whole request. */
export interface RequestFacts {
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly detail: 'auto' | 'high' | 'standard';
  /** Bytes of everything but the images: text, instructions, the JSON around them. */
  readonly otherBytes: number;
}

/** What has to happen to one image, named by its place in the list, before the request is legal. */
export type Decision =
  | {
      readonly image: number;
      readonly what: 'prepare';
      /** Prepare it again for these. */
      readonly limits: ImageLimits;
      readonly why: 'manyImages' | 'imageBytes' | 'requestBytes';
    }
  | { readonly image: number; readonly what: 'note'; readonly why: 'count' | 'requestBytes' };

/** Base64 bytes an image is brought down to, in turns: a page of text in JPEG, a small one, a thumbnail's. */
const floors: readonly number[] = [524_288, 196_608, 65_536];

/** Bytes of the JSON around one image, or of the note in its place. */
const wrapping = 256;

/**
 * What brings a request, its history included, under every limit: the images that must be prepared again, and,
 * where that cannot be enough, those that must become a note in words. Images come oldest first and the oldest
 * give way first. An image without a decision goes as it is; a request that is legal gets an empty list.
 */
export function budget(images: readonly RequestImage[], request: RequestFacts): Decision[] {
  const excess = Math.max(images.length - maxImages(request.model), 0);
  const limits = limitsFor({ ...request, imageCount: images.length - excess });
  const decisions = new Map<number, Decision>();
  images.forEach((image, place) => {
    const decision = place < excess ? note(place, 'count') : oversized(image, place, limits);
    if (decision) decisions.set(place, decision);
  });
  const sizes = images.map((image, place) => sizeUnder(image, decisions.get(place)));
  saveBytes(sizes, decisions, limits, maxRequestBytes(request.baseUrl) - request.otherBytes);
  return [...decisions.values()].sort((a, b) => a.image - b.image);
}

function note(image: number, why: 'count' | 'requestBytes'): Decision {
  return { image, what: 'note', why };
}

/** The decision for an image that is illegal by itself. It may not grow when it is prepared for fewer pixels. */
function oversized(image: RequestImage, place: number, limits: ImageLimits): Decision | undefined {
  const maxBase64Bytes = Math.min(limits.maxBase64Bytes, image.base64Bytes || limits.maxBase64Bytes);
  const again = { image: place, what: 'prepare', limits: { ...limits, maxBase64Bytes } } as const;
  if (Math.max(image.width, image.height) > limits.maxSide) return { ...again, why: 'manyImages' };
  return image.base64Bytes > limits.maxBase64Bytes ? { ...again, why: 'imageBytes' } : undefined;
}

function sizeUnder(image: RequestImage, decision: Decision | undefined): number {
  if (decision?.what === 'note') return wrapping;
  return Math.min(image.base64Bytes, decision?.limits.maxBase64Bytes ?? image.base64Bytes) + wrapping;
}

/** Brings the sum of the sizes under what is allowed: floor by floor, in the end by notes. */
function saveBytes(
  sizes: number[],
  decisions: Map<number, Decision>,
  limits: ImageLimits,
  allowed: number,
): void {
  let over = sizes.reduce((sum, size) => sum + size, 0) - allowed;
  const change = (image: number, size: number, decision: Decision) => {
    over -= (sizes[image] ?? 0) - size;
    sizes[image] = size;
    decisions.set(image, decision);
  };
  for (const floor of floors)
    for (let image = 0; image < sizes.length && over > 0; image += 1) {
      const size = sizes[image] ?? 0;
      const target = Math.max(floor + wrapping, size - over);
      if (target < size)
        change(image, target, {
          image,
          what: 'prepare',
          limits: { ...limits, maxBase64Bytes: target - wrapping },
          why: 'requestBytes',
        });
    }
  for (let image = 0; image < sizes.length && over > 0; image += 1)
    if ((sizes[image] ?? 0) > wrapping) change(image, wrapping, note(image, 'requestBytes'));
}
