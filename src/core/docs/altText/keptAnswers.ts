import type { KeptTexts } from './answerCache.ts';

/** Files of one folder, by their names. */
export interface KeptFiles {
  /** Empty when there is no folder. */
  readonly list: () => Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** Writes the whole file or nothing of it. */
  readonly write: (name: string, text: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** When the file was last changed, in ms since 1970; undefined when there is none. */
  readonly modified: (name: string) => Promise<number | undefined>;
}

/** Answers that are kept: some 100 MB at the most, and a few in all likelihood. */
const mostKept = 20_000;

/** How many are left when there are more: deleting a few with each answer would list the folder each time. */
const keptThen = 18_000;

/** Answers that are written between two looks at how many there are. */
const between = 500;

/** Answers as files, which outlive a crash. `log` is told of what went wrong; an answer that cannot be kept is not lost. */
export function keptAnswers(files: KeptFiles, log: (line: string) => void): KeptTexts {
  let written = 0;
  const failed = (error: unknown) => {
    log(`Answers could not be kept: ${String(error)}`);
    return undefined;
  };
  return {
    read: (key) => files.read(fileOf(key)).catch(failed),
    write: async (key, text) => {
      await files.write(fileOf(key), text).catch(failed);
      if (written % between === 0) await deleteOldest(files).catch(failed);
      written += 1;
    },
  };
}

/** Another window may delete the same ones, or write more meanwhile: neither does any harm. */
async function deleteOldest(files: KeptFiles): Promise<void> {
  const names = await files.list();
  if (names.length <= mostKept) return;
  const dated = await Promise.all(
    names.map(async (name) => ({ name, modified: (await files.modified(name)) ?? 0 })),
  );
  dated.sort((a, b) => a.modified - b.modified);
  for (const { name } of dated.slice(0, names.length - keptThen)) await files.remove(name);
}

function fileOf(key: string): string {
  return `${key}.json`;
}
