import { type ImageHeader, RefusalError } from '../../../core/image/imageTypes.ts';
import { isRefusal, probe } from '../../../core/image/probe.ts';
import { documentRefusalText } from '../../ui/refusalText.ts';
import { type DocumentImage, imageIdentity } from '../source/documentImage.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { resolveImage } from '../source/resolveImage.ts';
import { createFindFile } from '../source/workspaceFiles.ts';

/** An image with all locations that show it. */
export interface ShownImage {
  readonly image: DocumentImage;
  /** Undefined for an image on the web. */
  readonly header: ImageHeader | undefined;
  /** As {@link imageIdentity} has it. */
  readonly identity: string;
  readonly locations: ImageLocation[];
}

/**
 * The images at the locations, each once, and why others cannot be sent, a sentence each. Missing files are left out:
 * the audit lists them.
 */
export async function shownImages(
  locations: readonly ImageLocation[],
  signal: AbortSignal,
): Promise<{ readonly shown: readonly ShownImage[]; readonly refused: readonly string[] }> {
  const shown = new Map<unknown, ShownImage>();
  const refused: string[] = [];
  const findFile = createFindFile();
  for (const location of locations) {
    try {
      const image = await resolveImage(location, signal, findFile);
      const key = 'url' in image ? image.url.href : (image.uri?.toString() ?? location);
      const known = shown.get(key) ?? { ...(await lookAt(image, signal)), locations: [] };
      known.locations.push(location);
      shown.set(key, known);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      const { refusal } = error;
      if (refusal.reason !== 'missing')
        refused.push(documentRefusalText(location.reference.source.text, refusal));
    }
  }
  return { shown: [...shown.values()], refused };
}

/** @throws RefusalError for a file that is no image. */
export async function lookAt(
  image: DocumentImage,
  signal: AbortSignal,
): Promise<Omit<ShownImage, 'locations'>> {
  const [header, identity] = await Promise.all([headerOf(image, signal), imageIdentity(image, signal)]);
  return { image, header, identity };
}

/** Undefined for an image on the web. @throws RefusalError for a file that is no image. */
export async function headerOf(image: DocumentImage, signal: AbortSignal): Promise<ImageHeader | undefined> {
  if ('url' in image) return undefined;
  const header = probe(await image.read(signal));
  if (isRefusal(header)) throw new RefusalError(header);
  return header;
}
