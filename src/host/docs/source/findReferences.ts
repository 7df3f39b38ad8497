import * as vscode from 'vscode';
import { nameOf } from '../../../core/docs/files/paths.ts';
import { documentFiles } from './documentFiles.ts';
import { type Place, read, textOf } from './parsedDocument.ts';
import { createFindFile, type FindFile } from './workspaceFiles.ts';

/** Every reference of the workspace's documents to an image file, in the order of their paths. */
export async function everyReference(image: vscode.Uri, signal: AbortSignal): Promise<readonly Place[]> {
  const findFile = createFindFile();
  const places: Place[] = [];
  for (const file of await documentFiles(signal)) {
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
    const shown = await findFile(reference, file, signal);
    if (shown.state === 'found' && shown.uri.toString() === image.toString())
      found.push({ reading, reference });
  }
  return found;
}

/** Most documents do not name the image: they are not opened, which would read them with all their extensions. */
async function mayName(file: vscode.Uri, image: vscode.Uri): Promise<boolean> {
  const name = nameOf(image.path);
  if (!/^[\w.-]+$/.test(name)) return true;
  return (await textOf(file))?.includes(name) ?? false;
}
