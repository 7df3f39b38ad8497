import type { Failure } from '../errors.ts';
import type { ImageLimits } from '../image/imageTypes.ts';
import { limitsFor } from '../image/limits.ts';
import type { AttachedImage, RunEvent } from './conversation.ts';
import type { Change, ImagesOfRequest, Preparation } from './imagePreparation.ts';
import { type Mending, mendings } from './imageRemedies.ts';
import type { BuiltMessages } from './messages.ts';

/** A request that was refused. */
export interface Refused {
  readonly failure: Failure;
  readonly sent: BuiltMessages;
  readonly request: ImagesOfRequest;
}

/**
 * Sees to it that images which the server refused fail neither this question nor any later one: another version of
 * each, once (`tried` has their ids), and where there is none, or it was refused too, a note in its place. So a request
 * of n images is sent at most 2n + 1 times. False when there is nothing to mend.
 */
export async function* mend(
  { failure, sent, request }: Refused,
  preparation: Preparation,
  tried: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, boolean> {
  const limits = limitsFor({ ...request, imageCount: request.images.length });
  const suspects = mendings(sent.messages, failure).flatMap((remedy) => {
    const image = request.images.find(({ id }) => id === sent.imageAt(remedy));
    return image ? [{ image, remedy, note: noteFor(image, failure) }] : [];
  });
  let changed = false;
  for (const { image, remedy, note } of suspects) {
    if (tried.has(image.id)) continue;
    tried.add(image.id);
    const version = versionFor(image, remedy, limits);
    changed = (yield* preparation.change(request.turn, { ...note, version }, signal)) || changed;
  }
  if (changed) return true;
  for (const { note } of suspects) yield* preparation.change(request.turn, note, signal);
  return suspects.length > 0;
}

function noteFor(image: AttachedImage, failure: Failure): Change {
  // Some servers quote the whole picture.
  const detail = failure.detail.slice(0, 200);
  return {
    image,
    leftOut: { what: 'refusedByServer', image: image.name, detail },
    missing: `the server refused it (${detail}); the user can convert or crop it and attach it again`,
  };
}

/** How an image has to be prepared again; undefined where that cannot help. */
function versionFor({ name }: AttachedImage, remedy: Mending, limits: ImageLimits): Change['version'] {
  const smaller = (change: Partial<ImageLimits>): Change['version'] => ({
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
      return { options: { limits, region: whole }, note: () => ({ what: 'encodedAnew', image: name }) };
    default:
      return undefined;
  }
}

/** A region makes even a legal picture be decoded; it is cut to the picture. */
const whole = { x: 0, y: 0, width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY };
