import * as vscode from 'vscode';
import { ignoredBy } from '../../../core/docs/config/gitignore.ts';
import { folderOf } from '../../../core/docs/files/paths.ts';
import { syntaxOf } from '../../../core/docs/syntax.ts';

/** By extension only: opening every file to find out would take too long. */
const documents =
  '**/*.{md,markdown,mdown,mkd,mkdn,qmd,rmd,rmarkdown,mdx,html,htm,xhtml,vue,svelte,astro,jsx,js,mjs,cjs,tsx,adoc,asc,asciidoc,rst,tex,ltx,ipynb}';

/**
 * Every document of the workspace that may show images, in the order of their paths; without what `files.exclude`,
 * `search.exclude` and, unless `search.useIgnoreFiles` is off, `.gitignore` leave out. With `within`, those of a folder, or
 * one document, whatever leaves it out.
 */
export async function documentFiles(
  signal: AbortSignal,
  within?: vscode.Uri,
): Promise<readonly vscode.Uri[]> {
  if (within) return documentsWithin(within, signal);
  const found: vscode.Uri[] = [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    found.push(...(await documentsIn(uri)));
    signal.throwIfAborted();
  }
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

async function documentsWithin(place: vscode.Uri, signal: AbortSignal): Promise<readonly vscode.Uri[]> {
  const { type } = await vscode.workspace.fs.stat(place);
  if ((type & vscode.FileType.Directory) === 0) return [place];
  const root = vscode.workspace.getWorkspaceFolder(place)?.uri;
  const found = await documentsIn(root ?? place);
  signal.throwIfAborted();
  const prefix = place.path.endsWith('/') ? place.path : `${place.path}/`;
  return found.filter((uri) => uri.path.startsWith(prefix)).sort((a, b) => a.path.localeCompare(b.path));
}

async function documentsIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const search = vscode.workspace.getConfiguration('search', folder);
  const find = (pattern: string) =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), excluded(search));
  const found = await find(documents);
  // Not every virtual file system can be searched, but all can be walked through.
  if (found.length === 0 && folder.scheme !== 'file') found.push(...(await walk(folder)));
  if (found.length === 0 || !search.get('useIgnoreFiles', true)) return found;
  const ignored = ignoredBy(await Promise.all((await find('**/.gitignore')).map(readIgnoreFile)));
  return found.filter((uri) => !ignored(inFolder(uri)));

  async function readIgnoreFile(uri: vscode.Uri) {
    const text = await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
    return { folder: folderOf(inFolder(uri)), text };
  }

  function inFolder({ path }: vscode.Uri): string {
    return path.slice(folder.path.endsWith('/') ? folder.path.length : folder.path.length + 1);
  }
}

/** `findFiles` follows `files.exclude` by itself. Conditions, as for files beside their sources, are passed over. */
function excluded(search: vscode.WorkspaceConfiguration): string {
  const patterns = Object.entries(search.get<Readonly<Record<string, unknown>>>('exclude', {}));
  const wanted = patterns.flatMap(([pattern, on]) => (on === true ? [pattern, `${pattern}/**`] : []));
  return `{${['**/node_modules/**', ...wanted].join(',')}}`;
}

async function walk(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found = entries.map(async ([name, type]): Promise<readonly vscode.Uri[]> => {
    const uri = vscode.Uri.joinPath(folder, name);
    if (type !== vscode.FileType.Directory) return syntaxOf(name) ? [uri] : [];
    return /^(?:\.|node_modules$)/.test(name) ? [] : walk(uri);
  });
  return (await Promise.all(found)).flat();
}
