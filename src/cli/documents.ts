import { folderOf } from '../core/docs/files/paths.ts';
import { syntaxOf } from '../core/docs/syntax.ts';
import { type Auditor, placeOf } from './auditor.ts';
import { createChangedFiles } from './changed.ts';
import { say, systemWords } from './failure.ts';
import { absolute, relativeTo } from './places.ts';
import { documentsIn } from './walk.ts';

/** A document by its absolute path, and the folder that `/image.png` counts from. */
export interface FoundDocument {
  readonly path: string;
  readonly root: string;
}

/**
 * The documents at these paths, each once, without what is excluded; of folders without what is ignored. With `changed`, only
 * those that differ from that revision of git.
 *
 * @throws {CliError} for a path that does not exist, a revision that is none, a configuration that cannot be used.
 */
export async function* documentsAt(
  paths: readonly string[],
  auditor: Auditor,
  failed: (why: string) => void,
  changed?: string,
): AsyncGenerator<FoundDocument> {
  const working = absolute('.');
  const seen = new Set<string>();
  const changedFiles = createChangedFiles();
  const excludes = async (asked: string) => (await auditor.configOf(asked))?.excludes(asked) ?? false;
  const places = await Promise.all(paths.map(placeOf));
  for (const { path, root, isFolder } of places) {
    const folder = isFolder ? path : folderOf(path);
    const differing = changed === undefined ? undefined : await changedFiles(folder, changed);
    const unreadable = (place: string, error: unknown) =>
      failed(`${relativeTo(working, place)}: ${systemWords(error)}`);
    const documents = isFolder
      ? documentsIn(path, { root, excludes, unreadable })
      : await named(path, excludes);
    for await (const one of documents) {
      if (seen.has(one) || differing?.has(one) === false) continue;
      seen.add(one);
      yield { path: one, root };
    }
  }
}

/** A document that is named itself. `exclude` holds for it too, since hooks name every file of a commit; ignore files do not. */
async function named(path: string, excludes: (path: string) => Promise<boolean>): Promise<readonly string[]> {
  if (!syntaxOf(path)) {
    say(`${relativeTo(absolute('.'), path)} is no document that can be read here, so it was left out.`);
    return [];
  }
  return (await excludes(path)) ? [] : [path];
}
