import ignore from 'ignore';

/** A `.gitignore`; `folder` is relative to the root, '' is that folder itself. */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/** Whether the ignore files of a folder leave out a path below the root; the nearest one has the last word. */
export function ignoredBy(files: readonly IgnoreFile[]): (path: string) => boolean {
  const rules = [...files]
    .sort((a, b) => a.folder.length - b.folder.length)
    .map(({ folder, text }) => ({ prefix: folder && `${folder}/`, matcher: ignore().add(text) }));
  return (path) => {
    let left = false;
    for (const { prefix, matcher } of rules) {
      if (!path.startsWith(prefix)) continue;
      const { ignored, unignored } = matcher.test(path.slice(prefix.length));
      left = ignored || (left && !unignored);
    }
    return left;
  };
}
