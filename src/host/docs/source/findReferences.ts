import * as vscode from 'vscode';
import { nameOf } from '../../../core/docs/files/paths.ts';
import { documentFiles } from './documentFiles.ts';
import { type ImageLocation, parseDocument, textOf } from './parsedDocument.ts';
import { createFindFile, type FindFile } from './workspaceFiles.ts';

/** Every reference of the workspace's documents to an image file, in the order of their paths. */
export async function findReferences(
  image: vscode.Uri,
  signal: AbortSignal,
): Promise<readonly ImageLocation[]> {
  const findFile = createFindFile();
  const locations: ImageLocation[] = [];
  for (const file of await documentFiles(signal)) {
    signal.throwIfAborted();
    if (await mayName(file, image)) locations.push(...(await referencesIn(file, image, findFile, signal)));
  }
  return locations;
}

async function referencesIn(
  file: vscode.Uri,
  image: vscode.Uri,
  findFile: FindFile,
  signal: AbortSignal,
): Promise<readonly ImageLocation[]> {
  const parsed = await parseDocument(await vscode.workspace.openTextDocument(file));
  const found: ImageLocation[] = [];
  if (!parsed) return found;
  for (const reference of parsed.references) {
    const shown = await findFile(reference, file, signal);
    if (shown.state === 'found' && shown.uri.toString() === image.toString())
      found.push({ parsed, reference });
  }
  return found;
}

/** Most documents do not name the image: they are not opened, which would read them with all their extensions. */
async function mayName(file: vscode.Uri, image: vscode.Uri): Promise<boolean> {
  const name = nameOf(image.path);
  if (!/^[\w.-]+$/.test(name)) return true;
  return (await textOf(file))?.includes(name) ?? false;
}
