import type { ImageLimits } from './imageTypes.ts';
import { limitsFor, maxImages, maxRequestBytes } from './limits.ts';

/** An image of a request as it would be sent without further changes. */
export interface RequestImage {
  readonly width: number;
  readonly height: number;
  /** Length of its base64 string; 0 when the request only names it. */
  readonly base64Bytes: number;
}

/** The facts that hold for a whole request. */
export interface RequestFacts {
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly detail: 'auto' | 'high' | 'standard';
  /** Bytes of everything but the images: text, instructions, the JSON around them. */
  readonly otherBytes: number;
}

/** A change to one image, named by its index in the list, that makes the request legal. */
export type Decision =
  | {
      readonly image: number;
      readonly what: 'prepare';
      /** The limits to prepare it again for. */
      readonly limits: ImageLimits;
      readonly why: 'manyImages' | 'imageBytes' | 'requestBytes';
    }
  | { readonly image: number; readonly what: 'note'; readonly why: 'count' | 'requestBytes' };

/** Base64 bytes an image is reduced to, step by step: a page of text in JPEG, a small one, a thumbnail. */
const floors: readonly number[] = [524_288, 196_608, 65_536];

/** Bytes of the JSON around one image, or of the note in its place. */
const wrapping = 256;

/**
 * The changes that bring a request, its history included, under every limit: the images to prepare again, and, where
 * that is not enough, those to replace by a note in words. Images come oldest first, and the oldest are changed first.
 * An image without a decision is sent unchanged; a request that is legal gets an empty list.
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

/** Reduces the images until the sum of their sizes is allowed: floor by floor, and at last by notes. */
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
