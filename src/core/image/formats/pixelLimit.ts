import { type ImageType, RefusalError } from '../imageTypes.ts';
import { maxHeldPixels } from '../limits.ts';

/** Refuses a frame or page that says it is larger than the file's header did, before memory is taken for it. */
export function refuseTooLarge(type: ImageType, width: number, height: number): void {
  if (width * height <= maxHeldPixels) return;
  throw new RefusalError({ reason: 'tooManyPixels', type, width, height, limit: maxHeldPixels });
}
