import type { Mending } from './api/recover.ts';
import type { AttachedImage, Note, RunEvent, Turn } from './conversation.ts';
import { budget, type Decision } from './image/budget.ts';
import { limitsFor } from './image/limits.ts';
import { type PreparedImage, type PrepareOptions, RefusalError } from './image/types.ts';
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

/**
 * Keeps each image as it was sent for as long as its subject is talked about: a follow-up repeats the same bytes,
 * whatever has happened to the file, and the server's cache serves them.
 */
export interface Preparation {
  /** Makes every image of a request ready, and the request as a whole legal. Tells what it did as events. */
  readonly prepareAll: (request: ImagesOfRequest, signal: AbortSignal) => AsyncIterable<RunEvent>;
  /** What stands for the image in the request. */
  readonly contentOf: (image: AttachedImage) => ImageContent;
  /** The server refused the image: makes another version of it, or a note in its place. Tells what it did. */
  readonly mend: (
    image: AttachedImage,
    remedy: Mending,
    reason: string,
    signal: AbortSignal,
  ) => Promise<Note>;
  /** Drops what is kept of all other images. */
  readonly keepOnly: (images: readonly AttachedImage[]) => void;
}

export function createPreparation(parts: PreparationParts): Preparation {
  const kept = new Map<string, ImageContent>();

  const contentOf = (image: AttachedImage): ImageContent =>
    kept.get(keyOf(image)) ?? { missing: 'it was not prepared' };

  const preparedOf = (image: AttachedImage): PreparedImage | undefined => {
    const content = kept.get(keyOf(image));
    return content && !('missing' in content) ? content : undefined;
  };

  const again = async (image: AttachedImage, options: PrepareOptions, signal: AbortSignal) => {
    const before = preparedOf(image);
    if (!before) return undefined;
    const bytes = Uint8Array.from(Buffer.from(before.base64, 'base64'));
    const { header, hash } = before;
    try {
      const after = { ...(await parts.prepare(bytes, options, signal)), header, hash };
      kept.set(keyOf(image), after);
      return after;
    } catch (error) {
      if (!(error instanceof RefusalError) || signal.aborted) throw error;
      // What goes out byte for byte was never decoded, and may be beyond it: a note takes its place.
      return undefined;
    }
  };

  const mend: Preparation['mend'] = async (image, remedy, reason, signal) => {
    const before = preparedOf(image);
    const options = before && mendingOptions(before, remedy);
    const after = options && (await again(image, options, signal));
    if (after && after.base64 !== before.base64) {
      if (remedy.what === 'reencode') return { what: 'encodedAnew', image: image.name };
      const { width, height } = after;
      return { what: 'shrunk', image: image.name, width, height, why: 'refusedByServer' };
    }
    kept.set(keyOf(image), { missing: 'the server refused it' });
    return { what: 'refusedByServer', image: image.name, detail: reason };
  };

  async function* prepareNew(request: ImagesOfRequest, signal: AbortSignal): AsyncIterable<RunEvent> {
    const limits = limitsFor({ ...request, imageCount: request.images.length });
    const turn = request.turn.id;
    const isNew = new Set(request.turn.images);
    for (const image of request.images) {
      // A retry looks again at what could not be used before: the file may be back.
      if (preparedOf(image) || (kept.has(keyOf(image)) && !isNew.has(image))) continue;
      try {
        const bytes = await parts.readBytes(image, signal);
        const frame = image.frame !== undefined && { frame: image.frame };
        const prepared = await parts.prepare(bytes, { limits, ...frame }, signal);
        kept.set(keyOf(image), prepared);
        yield preparedEvent(turn, image, prepared);
      } catch (error) {
        if (!(error instanceof RefusalError) || signal.aborted) throw error;
        kept.set(keyOf(image), { missing: error.refusal.reason });
        yield noted(turn, { what: 'leftOut', image: image.name, refusal: error.refusal });
      }
    }
  }

  async function* makeLegal(request: ImagesOfRequest, signal: AbortSignal): AsyncIterable<RunEvent> {
    const sent = request.images.flatMap((image) => {
      const prepared = preparedOf(image);
      return prepared ? [{ image, prepared }] : [];
    });
    const sizes = sent.map(({ prepared: { width, height, base64 } }) => ({
      ...{ width, height, base64Bytes: base64.length },
    }));
    for (const decision of budget(sizes, request)) {
      const image = sent[decision.image]?.image;
      if (image) yield* carryOut(decision, image, request.turn.id, signal);
    }
  }

  async function* carryOut(
    decision: Decision,
    image: AttachedImage,
    turn: string,
    signal: AbortSignal,
  ): AsyncIterable<RunEvent> {
    const { why } = decision;
    const smaller = decision.what === 'prepare' && (await again(image, { limits: decision.limits }, signal));
    if (smaller) {
      const { width, height } = smaller;
      yield noted(turn, { what: 'shrunk', image: image.name, width, height, why });
    } else {
      kept.set(keyOf(image), { missing: why });
      yield noted(turn, { what: 'droppedFromHistory', image: image.name, why });
    }
  }

  return {
    contentOf,
    prepareAll: async function* (request, signal) {
      yield* prepareNew(request, signal);
      yield* makeLegal(request, signal);
    },
    mend,
    keepOnly: (images) => {
      const wanted = new Set(images.map(keyOf));
      for (const key of kept.keys()) if (!wanted.has(key)) kept.delete(key);
    },
  };
}

/** Another frame of an image is another picture. */
function keyOf({ id, frame = 0 }: AttachedImage): string {
  return `${id} ${frame}`;
}

/** How an image has to be prepared again; undefined where that cannot help. */
function mendingOptions(before: PreparedImage, remedy: Mending): PrepareOptions | undefined {
  const { width, height, tokens, base64 } = before;
  const asIs = { tierSide: 8000, tierTokens: tokens, maxSide: 8000, maxBase64Bytes: base64.length };
  switch (remedy.what) {
    case 'shrink':
      return { limits: { ...asIs, tierSide: remedy.maxSide, maxSide: remedy.maxSide } };
    case 'compress':
      return { limits: { ...asIs, maxBase64Bytes: remedy.maxBase64Bytes } };
    case 'reencode':
      // A region makes even a legal picture be decoded.
      return { limits: { ...asIs, maxBase64Bytes: 10e6 }, region: { x: 0, y: 0, width, height } };
    default:
      return undefined;
  }
}

function noted(turn: string, note: Note): RunEvent {
  return { turn, type: 'noted', note };
}

function preparedEvent(turn: string, image: AttachedImage, prepared: PreparedImage): RunEvent {
  const { base64: _base64, header, ...sent } = prepared;
  return { turn, type: 'prepared', image: image.id, sent, header };
}
