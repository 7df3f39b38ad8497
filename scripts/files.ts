import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../src/core/docs/files/sites.ts';

/** The folder of the Git repository that a file is in, or its own where there is none. */
export function repositoryOf(file: string): string {
  const own = dirname(file);
  for (let folder = own; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return own;
}

/** What the core asks of a workspace, for a folder of the disk. */
export function filesIn(root: string): Files {
  return {
    async list(folder) {
      try {
        return await readdir(join(root, folder));
      } catch {
        // A folder that is not there has no files; that is what the question was.
        return [];
      }
    },
    async read(path) {
      try {
        return await readFile(join(root, path), 'utf8');
      } catch {
        // An unreadable configuration says nothing; its defaults are used.
        return undefined;
      }
    },
  };
}
