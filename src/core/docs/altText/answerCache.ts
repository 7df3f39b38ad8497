import * as v from 'valibot';
import type { ImageInstruction } from '../../ask/imageQuestion.ts';
import { isAbort } from '../../errors.ts';
import { sha256 } from '../../sha256.ts';
import type { AltAnswer } from './altAnswer.ts';

/** Texts by their keys, wherever they are kept. */
export interface KeptTexts {
  /** Undefined when there is none. */
  readonly read: (key: string) => Promise<string | undefined>;
  readonly write: (key: string, text: string) => Promise<void>;
}

/** What an answer depends on beside the question. */
export interface AnsweredBy {
  readonly model: string;
  /** Address of the server, normalised. */
  readonly baseUrl: string;
}

/**
 * The key of an answer: 64 digits. `image` is the {@link sha256} of its bytes or, for an image on the web, its address.
 * All that is said about its place is in the instruction.
 */
export function answerKey(
  image: string,
  { system, text }: ImageInstruction,
  { model, baseUrl }: AnsweredBy,
): Promise<string> {
  const parts = [version, baseUrl, model, system, text, image];
  return sha256(new TextEncoder().encode(JSON.stringify(parts)));
}

/** Rises when an answer can no longer be used for the same question. */
const version = 2;

/** Answers that were paid for: nobody pays for the same twice, not even at the same time. */
export class AnswerCache {
  readonly #files: KeptTexts;
  readonly #running = new Map<string, Promise<AltAnswer>>();

  constructor(files: KeptTexts) {
    this.#files = files;
  }

  async get(key: string): Promise<AltAnswer | undefined> {
    return readAnswer((await this.#files.read(key)) ?? '');
  }

  async set(key: string, answer: AltAnswer): Promise<void> {
    await this.#files.write(key, JSON.stringify(answer));
  }

  /**
   * The answer that is kept, or else the one that `ask` gives, which is kept before it is returned. Who wants the same one
   * at the same time gets it, too.
   *
   * @throws what `ask` throws, and the reason of `signal`.
   */
  async once(key: string, ask: () => Promise<AltAnswer>, signal: AbortSignal): Promise<AltAnswer> {
    for (;;) {
      const running = this.#running.get(key);
      if (!running) return this.#begin(key, ask);
      try {
        return await running;
      } catch (error) {
        // The other one was stopped, which is no reason to stop this one.
        if (!isAbort(error)) throw error;
        signal.throwIfAborted();
      }
    }
  }

  /** The answer that `ask` gives, in place of the one that is kept. @throws what `ask` throws. */
  async again(key: string, ask: () => Promise<AltAnswer>): Promise<AltAnswer> {
    const answer = await ask();
    await this.set(key, answer);
    return answer;
  }

  async #begin(key: string, ask: () => Promise<AltAnswer>): Promise<AltAnswer> {
    const running = this.get(key).then((kept) => kept ?? this.again(key, ask));
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      this.#running.delete(key);
    }
  }
}

/** Characters of an answer that is kept. */
const longest = 100_000;

const schema = v.object({
  alt: v.string(),
  decorative: v.boolean(),
  confidence: v.picklist(['high', 'medium', 'low']),
  shortened: v.boolean(),
  reason: v.exactOptional(v.string()),
  caption: v.exactOptional(v.string()),
  longDescription: v.exactOptional(v.string()),
});

/** What was kept, which may be anything, cut for example; undefined when it is no answer. */
function readAnswer(text: string): AltAnswer | undefined {
  if (text === '' || text.length > longest) return undefined;
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
