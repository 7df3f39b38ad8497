import { FailureError, toFailure } from '../errors.ts';
import { sha256 } from '../sha256.ts';
import type {
  AnswerEvent,
  AnswerRequest,
  ImagePart,
  Message,
  MessagePart,
  TextPart,
  ToolResultPart,
} from './answerTypes.ts';
import type { Api } from './connect.ts';
import { takes } from './dialects.ts';

/** Seconds, a day: after it the server deletes what a lost connection kept from being deleted. */
const expiresIn = 86_400;

type Files = Pick<Api, 'baseUrl' | 'answer' | 'dialect' | 'uploadFile' | 'deleteFile'>;
type Embedded = Extract<MessagePart, { type: 'image' }>;

/**
 * Stores each image at the server once and refers to it from then on, so that a long conversation does not send it
 * again with every question (Files docs, Aug 2026: stored until deleted or expired, visible to the whole workspace).
 */
export class Uploads {
  /** File ids by server and content. */
  readonly #ids = new Map<string, string>();
  /** Each file with the server and key it was stored with, which the settings may have replaced since. */
  #stored: { readonly api: Files; readonly id: string }[] = [];
  /** Every further question has the same bytes: these are hashed once. */
  readonly #hashes = new WeakMap<Uint8Array, Promise<string>>();

  /** Answers as `api.answer` does; a server that stores no files gets the bytes. */
  async *answer(api: Files, request: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
    if (!takes(api.dialect, 'fileImages')) return yield* api.answer(request, signal);
    try {
      yield* api.answer(await this.#withFiles(request, api, signal), signal);
    } catch (error) {
      if (!isFileGone(error)) throw error;
      // A file expired or somebody deleted it. Nothing was answered yet, so the images are stored again.
      this.#ids.clear();
      yield* api.answer(await this.#withFiles(request, api, signal), signal);
    }
  }

  /** Deletes every stored image. @throws the first failure, after all were tried. */
  async deleteAll(signal: AbortSignal): Promise<void> {
    const stale = this.#stored;
    this.#stored = [];
    this.#ids.clear();
    const outcomes = await Promise.allSettled(stale.map(({ api, id }) => api.deleteFile(id, signal)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  async #withFiles(request: AnswerRequest, api: Files, signal: AbortSignal): Promise<AnswerRequest> {
    const messages: Message[] = [];
    for (const { role, parts } of request.messages) {
      const sent: MessagePart[] = [];
      for (const part of parts)
        sent.push(
          part.type === 'toolResult'
            ? { ...part, parts: await this.#named(part.parts, api, signal) }
            : await this.#namedPart(part, api, signal),
        );
      messages.push({ role, parts: sent });
    }
    return { ...request, messages };
  }

  async #named(parts: ToolResultPart['parts'], api: Files, signal: AbortSignal) {
    const named: (TextPart | ImagePart)[] = [];
    for (const part of parts) named.push(await this.#namedPart(part, api, signal));
    return named;
  }

  /** An image by its id at the server; any other part as it is. */
  async #namedPart<Part extends MessagePart>(part: Part, api: Files, signal: AbortSignal) {
    if (part.type !== 'image') return part;
    return { type: 'imageFile', fileId: await this.#fileId(part, api, signal) } as const;
  }

  /** The id of an image at the server, which is stored there first where it is not yet. */
  async #fileId({ bytes, mediaType }: Embedded, api: Files, signal: AbortSignal): Promise<string> {
    const hash = await this.#hashOf(bytes);
    const key = `${api.baseUrl} ${hash}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const name = `${hash.slice(0, 16)}.${mediaType.slice('image/'.length)}`;
    const id = await api.uploadFile({ name, mediaType, bytes, expiresIn }, signal);
    this.#ids.set(key, id);
    this.#stored.push({ api, id });
    return id;
  }

  #hashOf(bytes: Uint8Array): Promise<string> {
    const known = this.#hashes.get(bytes);
    if (known) return known;
    const hash = sha256(bytes);
    this.#hashes.set(bytes, hash);
    return hash;
  }
}

function isFileGone(error: unknown): boolean {
  if (!(error instanceof FailureError)) return false;
  const { code, status, detail } = toFailure(error);
  return code === 'file_expired' || (status === 404 && /\bfile/i.test(detail));
}
