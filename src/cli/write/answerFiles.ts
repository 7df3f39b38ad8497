import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KeptTexts } from '../../core/docs/altText/answerCache.ts';

/** In the user's folder for caches, so that a second run, after an interruption too, pays nothing twice. */
export function answerFiles(folder: string = cacheFolder()): KeptTexts {
  const fileOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    read: async (key) => {
      try {
        return await readFile(fileOf(key), 'utf8');
      } catch {
        // Not asked yet, or not to be read: it is asked again.
        return undefined;
      }
    },
    write: async (key, text) => {
      const file = fileOf(key);
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true });
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, text);
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
