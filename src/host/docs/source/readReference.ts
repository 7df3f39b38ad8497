import type { Fetch } from '../../../core/api/answerTypes.ts';
import type { Targets } from '../../images/commandTargets.ts';
import { namedBytes } from '../../images/sources/namedBytes.ts';
import { readDocumentImage } from './documentImage.ts';
import type { ImageLocation } from './parsedDocument.ts';
import { resolveImage } from './resolveImage.ts';

/**
 * The image of a reference to be asked about in the panel: its file where it has one, else its bytes, which may be
 * fetched.
 *
 * @throws RefusalError for what is no image or cannot be read; FailureError when its server cannot be reached.
 */
export async function readReference(
  location: ImageLocation,
  fetch: () => Promise<Fetch>,
  signal: AbortSignal,
): Promise<Targets> {
  const image = await resolveImage(location, signal);
  if ('uri' in image && image.uri) return { images: [image.uri], skipped: [] };
  const bytes = await readDocumentImage(image, fetch, signal);
  return { images: [], skipped: [], named: [namedBytes(image.name, bytes)] };
}
