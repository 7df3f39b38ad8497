import { fromBase64 } from '#platform/base64.ts';
import { FailureError, toFailure } from '../errors.ts';
import type { AnswerEvent, AnswerRequest, MessagePart } from './answerTypes.ts';
import type { Api } from './connect.ts';
import { takes } from './dialects.ts';

/** Seconds, a day: after it the server deletes what a lost connection kept from being deleted. */
const expiresIn = 86_400;

type Files = Pick<Api, 'baseUrl' | 'answer' | 'dialect' | 'uploadFile' | 'deleteFile'>;

/**
 * Stores each image at the server once and refers to it from then on, so that a long conversation does not send it
 * again with every question (Files docs, Aug 2026: stored until deleted or expired, visible to the whole workspace).
 */
export interface Uploads {
  /** Answers as `api.answer` does; a server that stores no files gets the bytes. */
  readonly answer: (api: Files, request: AnswerRequest, signal: AbortSignal) => AsyncIterable<AnswerEvent>;
  /** Deletes every stored image. @throws the first failure, after all were tried. */
  readonly deleteAll: (signal: AbortSignal) => Promise<void>;
}

export function createUploads(): Uploads {
  /** Ids by server and content. */
  const ids = new Map<string, string>();
  /** Each with the server and key it was stored with, which the settings may have replaced since. */
  let stored: { readonly api: Files; readonly id: string }[] = [];

  const named = async (part: MessagePart, api: Files, signal: AbortSignal): Promise<MessagePart> => {
    if (part.type !== 'image') return part;
    const bytes = fromBase64(part.base64);
    const hash = await sha256(bytes);
    const { mediaType } = part;
    const name = `${hash.slice(0, 16)}.${mediaType.slice('image/'.length)}`;
    const key = `${api.baseUrl} ${hash}`;
    const known = ids.get(key);
    if (known !== undefined) return { type: 'imageFile', fileId: known };
    const id = await api.uploadFile({ name, mediaType, bytes, expiresIn }, signal);
    ids.set(key, id);
    stored.push({ api, id });
    return { type: 'imageFile', fileId: id };
  };

  const withFiles = async (request: AnswerRequest, api: Files, signal: AbortSignal) => {
    const messages = [];
    for (const { role, parts } of request.messages) {
      const sent = [];
      for (const part of parts) sent.push(await named(part, api, signal));
      messages.push({ role, parts: sent });
    }
    return { ...request, messages };
  };

  return {
    answer: async function* (api, request, signal) {
      if (!takes(api.dialect, 'fileImages')) return yield* api.answer(request, signal);
      try {
        yield* api.answer(await withFiles(request, api, signal), signal);
      } catch (error) {
        if (!isFileGone(error)) throw error;
        // A file expired or somebody deleted it. Nothing was answered yet, so the images are stored again.
        ids.clear();
        yield* api.answer(await withFiles(request, api, signal), signal);
      }
    },
    deleteAll: async (signal) => {
      const stale = stored;
      stored = [];
      ids.clear();
      const outcomes = await Promise.allSettled(stale.map(({ api, id }) => api.deleteFile(id, signal)));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}

function isFileGone(error: unknown): boolean {
  if (!(error instanceof FailureError)) return false;
  const { code, status, detail } = toFailure(error);
  return code === 'file_expired' || (status === 404 && /\bfile/i.test(detail));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
