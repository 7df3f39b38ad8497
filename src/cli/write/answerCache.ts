import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ImageInstruction } from '../../core/ask/imageQuestion.ts';
import type { AltAnswer } from '../../core/docs/altText/altAnswer.ts';

/** Answers that were paid for, by the image, all that was said about its place, and the model. */
export interface AnswerCache {
  readonly keyOf: (image: Uint8Array, instruction: ImageInstruction, model: string) => string;
  readonly get: (key: string) => Promise<AltAnswer | undefined>;
  readonly set: (key: string, answer: AltAnswer) => Promise<void>;
}

const schema = v.object({
  alt: v.string(),
  decorative: v.boolean(),
  confidence: v.picklist(['high', 'medium', 'low']),
  shortened: v.boolean(),
  reason: v.exactOptional(v.string()),
  caption: v.exactOptional(v.string()),
  longDescription: v.exactOptional(v.string()),
});

/** In the user's folder for caches, so that a second run, after an interruption too, pays nothing twice. */
export function createAnswerCache(folder: string = cacheFolder()): AnswerCache {
  const fileOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    keyOf: (image, { system, text }, model) =>
      createHash('sha256')
        .update(JSON.stringify([1, model, system, text]))
        .update(image)
        .digest('hex'),
    get: async (key) => {
      try {
        const parsed = v.safeParse(schema, JSON.parse(await readFile(fileOf(key), 'utf8')));
        return parsed.success ? parsed.output : undefined;
      } catch {
        // Not asked yet, or cut while it was written: it is asked again.
        return undefined;
      }
    },
    set: async (key, answer) => {
      const file = fileOf(key);
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true });
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, JSON.stringify(answer));
      await rename(draft, file);
    },
  };
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const own =
    process.platform === 'win32'
      ? (LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : join(homedir(), '.cache');
  return join(XDG_CACHE_HOME || own, 'ask-claude-images', 'answers');
}
