import { folderOf } from '../core/docs/files/paths.ts';
import { type Auditor, placeOf } from './auditor.ts';
import { changedFiles } from './changed.ts';
import { systemWords } from './failure.ts';
import { absolute, relativeTo } from './places.ts';
import { documentsIn } from './walk.ts';

/** A document by its absolute path, and the folder that `/image.png` counts from. */
export interface FoundDocument {
  readonly path: string;
  readonly root: string;
}

/**
 * The documents at these paths, each once; of folders without what is ignored or excluded. With `changed`, only those that
 * differ from that revision of git.
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
  const places = await Promise.all(paths.map(placeOf));
  for (const { path, root, isFolder } of places) {
    const folder = isFolder ? path : folderOf(path);
    const differing = changed === undefined ? undefined : await changedFiles(folder, changed);
    const excludes = async (asked: string) => (await auditor.configOf(asked))?.excludes(asked) ?? false;
    const unreadable = (place: string, error: unknown) =>
      failed(`${relativeTo(working, place)}: ${systemWords(error)}`);
    const documents = isFolder ? documentsIn(path, { root, excludes, unreadable }) : [path];
    for await (const one of documents) {
      if (seen.has(one) || differing?.has(one) === false) continue;
      seen.add(one);
      yield { path: one, root };
    }
  }
}
