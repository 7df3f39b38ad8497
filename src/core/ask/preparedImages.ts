import { base64Length, sameBytes } from '../bytes.ts';
import { budget, type Decision, type RequestImage } from '../image/budget.ts';
import { orientedSize } from '../image/fit.ts';
import { type PreparedImage, type PrepareOptions, RefusalError } from '../image/imageTypes.ts';
import { limitsFor } from '../image/limits.ts';
import { isRefusal, probe } from '../image/probe.ts';
import type { Asking, PreparedImages } from './asking.ts';
import { hasMovedUnderRedactions, isWholeFile, partsKey, partsOf, prepareOptions } from './imageParts.ts';
import type { AttachedImage, ContentOf, ImageContent, Note } from './question.ts';
import { dropTiles, sentOf, tileable } from './tiles.ts';

/** Another version of an image, or the note that takes its place. */
export interface Replacement {
  readonly image: AttachedImage;
  /** How to prepare it differently, and the note about that for the user; without it the image is left out. */
  readonly version?: Version | undefined;
  /** For the user, when the image is left out. */
  readonly leftOut: Note;
  /** For the model, when the image is left out. */
  readonly missing: string;
}

export interface Version {
  readonly options: PrepareOptions;
  /** Undefined when there is nothing to tell. */
  readonly note: (made: PreparedImage) => Note | undefined;
}

export function contentIn(prepared: PreparedImages): ContentOf {
  return (image) => prepared.get(partsKey(image)) ?? { missing: 'it was not prepared' };
}

/** Drops all other images. */
export function keepOnly(prepared: PreparedImages, images: readonly AttachedImage[]): void {
  const wanted = new Set(images.map(partsKey));
  for (const key of prepared.keys()) if (!wanted.has(key)) prepared.delete(key);
}

/**
 * Reads and prepares the images that the question asks about, and those of earlier turns that are not kept: a file that
 * changed is a new image, and one that has gone since stays as it was sent.
 */
export async function prepareImages(asking: Asking): Promise<void> {
  const { question, options, prepared } = asking;
  const limits = limitsFor({ ...options, imageCount: question.images.length });
  for (const image of question.images) {
    if (prepared.has(partsKey(image)) && !question.asksAbout.has(image.id)) continue;
    if (image.byAddress && isWholeFile(image)) prepared.set(partsKey(image), { address: image.uri });
    else await prepareFile(asking, image, tileable(question, image, prepareOptions(image, limits)));
  }
}

/** Brings the request, history included, under every published limit. */
export async function keepWithinLimits(asking: Asking): Promise<void> {
  const { question, options, prepared } = asking;
  const contentOf = contentIn(prepared);
  const sent = question.images.filter((image) => !('missing' in contentOf(image)));
  dropTiles(asking, sent);
  const blocks = sent.flatMap((image) => sizesOf(contentOf(image)).map((size) => ({ image, size })));
  const sizes = blocks.map(({ size }) => size);
  for (const decision of budget(sizes, { ...options, otherBytes: question.textBytes })) {
    const image = blocks[decision.image]?.image;
    if (image) await replaceImage(asking, replacementFor(image, decision));
  }
}

/** Makes another version of an image from what was sent of it. False when it would be the same again. */
export async function replaceImage(asking: Asking, replacement: Replacement): Promise<boolean> {
  const { image, version, missing, leftOut } = replacement;
  const before = asking.prepared.get(partsKey(image));
  const after = before && version && (await prepareAgain(asking, image, before, version.options));
  if (!after) {
    leaveOut(asking, image, missing, leftOut);
    return true;
  }
  if ('bytes' in before && sameBytes(before.bytes, after.bytes)) return false;
  keep(asking, image, after);
  const note = version.note(after);
  if (note) asking.emit({ type: 'noted', note });
  return true;
}

async function prepareFile(asking: Asking, image: AttachedImage, options: PrepareOptions): Promise<void> {
  const { dependencies, prepared, emit, signal } = asking;
  try {
    const bytes = await dependencies.readBytes(image, signal);
    if (hasMovedUnderRedactions(image, bytes.byteLength)) return leaveOutChanged(asking, image);
    if (isChosen(asking, image) && isResized(image, bytes)) return leaveOutResized(asking, image);
    const made = await dependencies.prepare(bytes, options, signal);
    keep(asking, image, made);
    if (image.sent && image.sent.hash !== made.hash)
      emit({ type: 'noted', note: { what: 'changedOnDisk', image: image.name } });
  } catch (error) {
    if (!(error instanceof RefusalError) || signal.aborted) throw error;
    const { refusal } = error;
    const before = prepared.get(partsKey(image));
    if (refusal.reason === 'missing' && before && 'bytes' in before) return;
    const note = { what: 'leftOut', image: image.name, refusal } as const;
    leaveOut(asking, image, `it cannot be used (${refusal.reason})`, note);
  }
}

/** From the bytes that were sent, or, where the server was only given an address, from the file itself. */
async function prepareAgain(
  { dependencies, signal }: Asking,
  image: AttachedImage,
  before: ImageContent,
  options: PrepareOptions,
): Promise<PreparedImage | undefined> {
  if ('missing' in before) return undefined;
  try {
    if (!('bytes' in before))
      return await dependencies.prepare(
        await dependencies.readBytes(image, signal),
        { ...partsOf(image), ...options },
        signal,
      );
    // A copy, because the bytes are handed over and those of before are still compared.
    const after = await dependencies.prepare(new Uint8Array(before.bytes), options, signal);
    const { header, hash } = before;
    return { ...after, header, hash, steps: [...before.steps, ...after.steps] };
  } catch (error) {
    if (!(error instanceof RefusalError) || signal.aborted) throw error;
    // An image that was sent byte for byte was never decoded, and may be damaged: a note takes its place.
    return undefined;
  }
}

function leaveOutChanged(asking: Asking, image: AttachedImage): void {
  const missing = 'its file has changed since parts of it were painted over';
  leaveOut(asking, image, missing, { what: 'changedSinceRedacted', image: image.name });
}

/** The user chose its region; those that the model looked at are made anew. */
function isChosen({ question }: Asking, { id, region }: AttachedImage): boolean {
  return region !== undefined && (question.numbered?.some((one) => one?.id === id) ?? true);
}

function isResized({ header }: AttachedImage, bytes: Uint8Array): boolean {
  const now = probe(bytes);
  if (!header || isRefusal(now)) return false;
  const [before, after] = [orientedSize(header), orientedSize(now)];
  return before.width !== after.width || before.height !== after.height;
}

function leaveOutResized(asking: Asking, image: AttachedImage): void {
  const missing = 'its file has another size than when a region of it was chosen';
  leaveOut(asking, image, missing, { what: 'resizedSinceChosen', image: image.name });
}

/** Repeated by every further request. */
export function keepPrepared({ prepared }: Asking, image: AttachedImage, made: PreparedImage): void {
  prepared.set(partsKey(image), made);
}

function keep(asking: Asking, image: AttachedImage, made: PreparedImage): void {
  keepPrepared(asking, image, made);
  const { header } = made;
  asking.emit({ type: 'prepared', image: image.id, sent: sentOf(made), header });
}

function leaveOut({ prepared, emit }: Asking, image: AttachedImage, missing: string, note: Note): void {
  prepared.set(partsKey(image), { missing });
  emit({ type: 'withdrawn', image: image.id });
  emit({ type: 'noted', note });
}

/** The size of each picture of an image. That of one that the server fetches itself is unknown and counts as 0. */
function sizesOf(content: ImageContent): readonly RequestImage[] {
  if (!('bytes' in content)) return [{ width: 0, height: 0, base64Bytes: 0 }];
  return [content, ...(content.tiles ?? [])].map(({ width, height, bytes }) => ({
    ...{ width, height },
    base64Bytes: base64Length(bytes.length),
  }));
}

function replacementFor(image: AttachedImage, decision: Decision): Replacement {
  const { name } = image;
  const { why } = decision;
  const version: Version | undefined =
    decision.what === 'prepare'
      ? {
          options: { limits: decision.limits },
          note: ({ width, height }) => ({ what: 'shrunk', image: name, width, height, why }),
        }
      : undefined;
  return {
    ...{ image, version },
    leftOut: { what: 'droppedFromHistory', image: name, why },
    missing: 'the request would be too large with it; the user can attach it again',
  };
}
