import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KeptFiles } from '../../core/docs/altText/keptAnswers.ts';

/** In the user's folder for caches, so that a second run, after an interruption too, pays nothing twice. */
export function answerFiles(folder: string = cacheFolder()): KeptFiles {
  const fileOf = (name: string) => join(folder, name);
  return {
    list: async () => (await unlessMissing(readdir(folder))) ?? [],
    read: (name) => unlessMissing(readFile(fileOf(name), 'utf8')),
    write: async (name, text) => {
      await mkdir(folder, { recursive: true });
      // Two runs do not write into each other's draft, not even in two containers.
      const draft = fileOf(`${name}.${crypto.randomUUID()}.tmp`);
      await writeFile(draft, text);
      await rename(draft, fileOf(name));
    },
    remove: (name) => rm(fileOf(name), { force: true }),
    modified: async (name) => (await unlessMissing(stat(fileOf(name))))?.mtimeMs,
  };
}

async function unlessMissing<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
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
