import { type ImageType, RefusalError } from '../imageTypes.ts';
import { maxHeldPixels } from '../limits.ts';

/** @throws RefusalError for a frame or page larger than the file's header stated, before memory is allocated for it. */
export function refuseTooLarge(type: ImageType, width: number, height: number): void {
  if (width * height <= maxHeldPixels) return;
  throw new RefusalError({ reason: 'tooManyPixels', type, width, height, limit: maxHeldPixels });
}
