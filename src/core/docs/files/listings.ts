import { folderOf, nameOf } from './paths.ts';
import { remember } from './remember.ts';
import type { Files } from './sites.ts';

/** The files of a workspace, each folder listed and each file read at most once. */
export interface ListedFiles extends Files {
  has(path: string, signal: AbortSignal): Promise<boolean>;
}

export function withListings({ list, read }: Files): ListedFiles {
  /** The names in a folder; undefined when it is known not to exist. */
  const namesIn = remember(async (folder, signal): Promise<ReadonlySet<string> | undefined> => {
    if (folder !== '') {
      const beside = await namesIn(folderOf(folder), signal);
      // A folder that names nothing may be one that may not be listed: what is in it may be.
      if (!beside || (beside.size > 0 && !beside.has(nameOf(folder)))) return undefined;
    }
    return new Set(await list(folder, signal));
  });
  return {
    list: remember(async (folder, signal) => [...((await namesIn(folder, signal)) ?? [])]),
    has: async (path, signal) => (await namesIn(folderOf(path), signal))?.has(nameOf(path)) ?? false,
    read: remember(read),
  };
}
