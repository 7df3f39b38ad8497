import { budget, type Decision } from '../image/budget.ts';
import { type PreparedImage, type PrepareOptions, RefusalError } from '../image/imageTypes.ts';
import { limitsFor } from '../image/limits.ts';
import type { AttachedImage, Note, RunEvent, Turn } from './conversation.ts';
import type { ImageContent } from './messages.ts';

export interface PreparationParts {
  /** Throws {@link RefusalError} when there is nothing to read. */
  readonly readBytes: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
  /** Throws {@link RefusalError} for what cannot be sent. */
  readonly prepare: (
    bytes: Uint8Array,
    options: PrepareOptions,
    signal: AbortSignal,
  ) => Promise<PreparedImage>;
}

/** The images of one request, the history's included, oldest first. */
export interface ImagesOfRequest {
  readonly turn: Turn;
  readonly images: readonly AttachedImage[];
  readonly model: string;
  readonly baseUrl: string;
  readonly detail: 'auto' | 'high' | 'standard';
  /** Bytes of the request without its images. */
  readonly otherBytes: number;
}

/** What becomes of an image that was prepared before. */
export interface Change {
  readonly image: AttachedImage;
  /** How to make another version of it, and what to tell the user of it; without, a note takes its place. */
  readonly version?: Version | false | undefined;
  /** For the user, when a note takes its place, and the words of that note for the model. */
  readonly leftOut: Note;
  readonly missing: string;
}

interface Version {
  readonly options: PrepareOptions;
  readonly note: (made: PreparedImage) => Note;
}

/**
 * Keeps each image as it was sent for as long as its subject is talked about. A follow-up repeats the same bytes,
 * whatever has happened to the file, so that the model sees what it answered about and the server's cache serves it.
 * What a question itself asks about is read whenever it is asked, also by a retry: a file that changed is a new image,
 * and one that has gone since stays as it was sent.
 */
export interface Preparation {
  /** Reads and prepares the images that the turn asks about, and those of the history that are not kept. */
  readonly prepare: (request: ImagesOfRequest, signal: AbortSignal) => AsyncIterable<RunEvent>;
  /** Makes another version of an image from what was sent of it. False when it would be the same again. */
  readonly change: (turn: Turn, change: Change, signal: AbortSignal) => AsyncGenerator<RunEvent, boolean>;
  /** What stands for the image in the request. */
  readonly contentOf: (image: AttachedImage) => ImageContent;
  /** Drops what is kept of all other images. */
  readonly keepOnly: (images: readonly AttachedImage[]) => void;
  /** Another one that begins with what this one keeps, for a request that is only tried out. */
  readonly copy: () => Preparation;
}

export function createPreparation(
  parts: PreparationParts,
  kept = new Map<string, ImageContent>(),
): Preparation {
  const preparedOf = ({ id }: AttachedImage): PreparedImage | undefined => {
    const content = kept.get(id);
    return content && !('missing' in content) ? content : undefined;
  };

  function* leaveOut(turn: Turn, image: AttachedImage, missing: string, note: Note): Iterable<RunEvent> {
    kept.set(image.id, { missing });
    yield { turn: turn.id, type: 'withdrawn', image: image.id };
    yield { turn: turn.id, type: 'noted', note };
  }

  function* keep(turn: Turn, image: AttachedImage, prepared: PreparedImage): Iterable<RunEvent> {
    kept.set(image.id, prepared);
    const { base64: _base64, header, ...sent } = prepared;
    yield { turn: turn.id, type: 'prepared', image: image.id, sent, header };
  }

  async function* prepareFile(
    turn: Turn,
    image: AttachedImage,
    options: PrepareOptions,
    signal: AbortSignal,
  ): AsyncIterable<RunEvent> {
    try {
      const bytes = await parts.readBytes(image, signal);
      const prepared = await parts.prepare(bytes, options, signal);
      yield* keep(turn, image, prepared);
      if (image.sent && image.sent.hash !== prepared.hash)
        yield { turn: turn.id, type: 'noted', note: { what: 'changedOnDisk', image: image.name } };
    } catch (error) {
      if (!(error instanceof RefusalError) || signal.aborted) throw error;
      const { refusal } = error;
      if (refusal.reason === 'missing' && preparedOf(image)) return;
      const note = { what: 'leftOut', image: image.name, refusal } as const;
      yield* leaveOut(turn, image, `it cannot be used (${refusal.reason})`, note);
    }
  }

  async function again(before: PreparedImage, options: PrepareOptions, signal: AbortSignal) {
    const bytes = Uint8Array.from(Buffer.from(before.base64, 'base64'));
    try {
      const after = await parts.prepare(bytes, options, signal);
      const { header, hash } = before;
      return { ...after, header, hash, steps: [...before.steps, ...after.steps] };
    } catch (error) {
      if (!(error instanceof RefusalError) || signal.aborted) throw error;
      // What goes out byte for byte was never decoded, and may be beyond it: a note takes its place.
      return undefined;
    }
  }

  const change: Preparation['change'] = async function* (turn, wanted, signal) {
    const { image, version } = wanted;
    const before = preparedOf(image);
    const after = before && version && (await again(before, version.options, signal));
    if (!after) {
      yield* leaveOut(turn, image, wanted.missing, wanted.leftOut);
      return true;
    }
    if (after.base64 === before.base64) return false;
    yield* keep(turn, image, after);
    yield { turn: turn.id, type: 'noted', note: version.note(after) };
    return true;
  };

  return {
    contentOf: ({ id }) => kept.get(id) ?? { missing: 'it was not prepared' },
    change,
    prepare: async function* (request, signal) {
      const { turn, images } = request;
      const limits = limitsFor({ ...request, imageCount: images.length });
      const isAsked = new Set(turn.images);
      for (const image of images) {
        if (kept.has(image.id) && !isAsked.has(image)) continue;
        const frame = image.frame !== undefined && { frame: image.frame };
        yield* prepareFile(turn, image, { limits, ...frame }, signal);
      }
    },
    keepOnly: (images) => {
      const wanted = new Set(images.map(({ id }) => id));
      for (const id of kept.keys()) if (!wanted.has(id)) kept.delete(id);
    },
    copy: () => createPreparation(parts, new Map(kept)),
  };
}

/** Brings what is prepared, as one request, under every limit. */
export async function* makeLegal(
  request: ImagesOfRequest,
  { contentOf, change }: Preparation,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const sent = request.images.flatMap((image) => {
    const content = contentOf(image);
    return 'missing' in content ? [] : [{ image, ...content }];
  });
  const sizes = sent.map(({ width, height, base64 }) => ({ width, height, base64Bytes: base64.length }));
  for (const decision of budget(sizes, request)) {
    const image = sent[decision.image]?.image;
    if (image) yield* change(request.turn, saving(image, decision), signal);
  }
}

/** What the budget of a request decided, as a change. */
function saving(image: AttachedImage, decision: Decision): Change {
  const { name } = image;
  const { why } = decision;
  const version: Change['version'] = decision.what === 'prepare' && {
    options: { limits: decision.limits },
    note: ({ width, height }) => ({ what: 'shrunk', image: name, width, height, why }),
  };
  return {
    image,
    version,
    leftOut: { what: 'droppedFromHistory', image: name, why },
    missing: 'the request would be too large with it; the user can attach it again',
  };
}
