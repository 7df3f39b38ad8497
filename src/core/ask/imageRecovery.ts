import type { Failure } from '../errors.ts';
import type { ImageLimits } from '../image/imageTypes.ts';
import { limitsFor } from '../image/limits.ts';
import type { Asking } from './asking.ts';
import { type ImageRemedy, remediesFor } from './imageRemedies.ts';
import { type Replacement, replaceImage, type Version } from './preparedImages.ts';
import type { AttachedImage, BuiltMessages } from './question.ts';

export interface RefusedRequest {
  readonly failure: Failure;
  readonly built: BuiltMessages;
}

/**
 * Keeps images that the server refused from failing this question or a later one: each is prepared differently once
 * (`changedOnce` holds the ids), and where that cannot help, or it was refused again, a note takes its place. So a
 * request of n images is sent at most 2n + 1 times, plus once for those the server was to fetch. False when no image
 * was at fault.
 */
export async function recoverImages(
  asking: Asking,
  { failure, built }: RefusedRequest,
  changedOnce: Set<string>,
): Promise<boolean> {
  const { question, options } = asking;
  const limits = limitsFor({ ...options, imageCount: question.images.length });
  const suspects = remediesFor(built.messages, failure).flatMap((remedy) => {
    const image = question.images.find(({ id }) => id === built.imageAt(remedy));
    return image ? [{ image, remedy, note: noteFor(image, failure) }] : [];
  });
  let changed = false;
  for (const { image, remedy, note } of suspects) {
    if (changedOnce.has(image.id)) continue;
    // The bytes of an image that the server could not fetch were not refused yet.
    if (remedy.what !== 'embed') changedOnce.add(image.id);
    const version = versionFor(image, remedy, limits);
    changed = (await replaceImage(asking, { ...note, version })) || changed;
  }
  if (changed) return true;
  for (const { note } of suspects) await replaceImage(asking, note);
  return suspects.length > 0;
}

function noteFor(image: AttachedImage, failure: Failure): Replacement {
  // Some servers quote the whole picture.
  const detail = failure.detail.slice(0, 200);
  return {
    image,
    leftOut: { what: 'refusedByServer', image: image.name, detail },
    missing: `the server refused it (${detail}); the user can convert or crop it and attach it again`,
  };
}

/** How to prepare the image again; undefined where that cannot help. */
function versionFor({ name }: AttachedImage, remedy: ImageRemedy, limits: ImageLimits): Version | undefined {
  const smaller = (change: Partial<ImageLimits>): Version => ({
    options: { limits: { ...limits, ...change } },
    note: ({ width, height }) => ({ what: 'shrunk', image: name, width, height, why: 'refusedByServer' }),
  });
  switch (remedy.what) {
    case 'shrink':
      return smaller({
        tierSide: Math.min(limits.tierSide, remedy.maxSide),
        maxSide: Math.min(limits.maxSide, remedy.maxSide),
      });
    case 'compress':
      return smaller({ maxBase64Bytes: Math.min(limits.maxBase64Bytes, remedy.maxBase64Bytes) });
    case 'reencode':
      return { options: { limits, region: whole }, note: () => ({ what: 'reencoded', image: name }) };
    case 'embed':
      return { options: { limits }, note: () => undefined };
    case 'leaveOut':
      return undefined;
  }
}

/** A region makes even a legal picture be decoded; it is clipped to the picture. */
const whole = { x: 0, y: 0, width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY };
