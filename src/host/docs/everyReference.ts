import * as vscode from 'vscode';
import { type Place, read } from './reading.ts';
import { createFindFile, type FindFile } from './workspaceFiles.ts';

/** Documents that are searched; what their names do not tell is not worth opening every file for. */
const documents =
  '**/*.{md,markdown,mdown,mkd,mkdn,qmd,rmd,mdx,html,htm,xhtml,vue,svelte,astro,jsx,tsx,adoc,asciidoc,rst,tex,ltx,ipynb}';

/** Every reference of the workspace's documents to an image file, in the order of their paths. */
export async function everyReference(image: vscode.Uri, signal: AbortSignal): Promise<readonly Place[]> {
  const files = await vscode.workspace.findFiles(documents, '**/node_modules/**');
  const findFile = createFindFile();
  const places: Place[] = [];
  for (const file of files.sort((a, b) => a.path.localeCompare(b.path))) {
    signal.throwIfAborted();
    if (await mayName(file, image)) places.push(...(await referencesIn(file, image, findFile, signal)));
  }
  return places;
}

async function referencesIn(
  file: vscode.Uri,
  image: vscode.Uri,
  findFile: FindFile,
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const reading = await read(await vscode.workspace.openTextDocument(file));
  const found: Place[] = [];
  if (!reading) return found;
  for (const reference of reading.references) {
    const shown = await findFile({ reading, reference }, signal);
    if (shown.state === 'found' && shown.uri.toString() === image.toString())
      found.push({ reading, reference });
  }
  return found;
}

/** Most documents do not name the image: they are not opened, which would read them with all their extensions. */
async function mayName(file: vscode.Uri, image: vscode.Uri): Promise<boolean> {
  const name = image.path.slice(image.path.lastIndexOf('/') + 1);
  if (!/^[\w.-]+$/.test(name)) return true;
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return text.includes(name);
}
