import type { Refusal } from '../../../core/image/imageTypes.ts';
import { refusalText } from '../../ui/sentences.ts';

/** Why the picture of a reference cannot be used. A document names a missing file; the user did not choose it. */
export function refusedText(name: string, refusal: Refusal): string {
  if (refusal.reason !== 'missing') return refusalText(name, refusal);
  const meant = refusal.detail === undefined ? 'correct its path' : `did you mean ${refusal.detail}?`;
  return `${name} is not where the document says: ${meant}`;
}
