import { createHash } from 'node:crypto';
import { FailureError, toFailure } from '../errors.ts';
import type { Api } from './connect.ts';
import { takes } from './dialects.ts';
import type { AnswerEvent, AnswerRequest, Part } from './types.ts';

/** Seconds after which the server deletes what a lost connection kept us from deleting: a day. */
const expiresIn = 86_400;

type Files = Pick<Api, 'answer' | 'dialect' | 'uploadFile' | 'deleteFile'>;

/**
 * Images that are stored at the server once and named from then on, so that a long conversation does not send them
 * again with every question (Files docs, Aug 2026: stored until deleted or expired, visible to the whole workspace).
 */
export interface Uploads {
  /** As `api.answer`; a server without files gets the bytes. */
  readonly answer: (api: Files, request: AnswerRequest, signal: AbortSignal) => AsyncIterable<AnswerEvent>;
  readonly isEmpty: () => boolean;
  /** Deletes everything that was stored. Throws the first failure after it has tried all. */
  readonly deleteAll: (api: Files, signal: AbortSignal) => Promise<void>;
}

export function createUploads(): Uploads {
  const ids = new Map<string, string>();

  const stored = async (part: Part, api: Files, signal: AbortSignal): Promise<Part> => {
    if (part.type !== 'image') return part;
    const bytes = Buffer.from(part.base64, 'base64');
    const hash = createHash('sha256').update(bytes).digest('hex');
    const { mediaType } = part;
    const name = `${hash.slice(0, 16)}.${mediaType.slice('image/'.length)}`;
    const fileId = ids.get(hash) ?? (await api.uploadFile({ name, mediaType, bytes, expiresIn }, signal));
    ids.set(hash, fileId);
    return { type: 'imageFile', fileId };
  };

  const withFiles = async (request: AnswerRequest, api: Files, signal: AbortSignal) => {
    const messages = [];
    for (const { role, parts } of request.messages) {
      const named = [];
      for (const part of parts) named.push(await stored(part, api, signal));
      messages.push({ role, parts: named });
    }
    return { ...request, messages };
  };

  return {
    isEmpty: () => ids.size === 0,
    answer: async function* (api, request, signal) {
      if (!takes(api.dialect, 'fileImages')) return yield* api.answer(request, signal);
      try {
        yield* api.answer(await withFiles(request, api, signal), signal);
      } catch (error) {
        if (!isFileGone(error)) throw error;
        // Expired, or deleted by somebody else: nothing was answered yet, so the images are stored anew.
        ids.clear();
        yield* api.answer(await withFiles(request, api, signal), signal);
      }
    },
    deleteAll: async (api, signal) => {
      const stale = [...ids.values()];
      ids.clear();
      const outcomes = await Promise.allSettled(stale.map((id) => api.deleteFile(id, signal)));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}

function isFileGone(error: unknown): boolean {
  if (!(error instanceof FailureError)) return false;
  const { code, status, detail } = toFailure(error);
  return code === 'file_expired' || (status === 404 && /\bfile/i.test(detail));
}
