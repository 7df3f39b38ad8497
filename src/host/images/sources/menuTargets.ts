import * as vscode from 'vscode';
import type { Fetch } from '../../../core/api/answerTypes.ts';
import { syntaxOf } from '../../../core/docs/syntax.ts';
import { isImageName, type Targets, targetsOf, urisOf } from '../commandTargets.ts';
import { folderImages, isFolder } from './folderImages.ts';
import { menuContext } from './menuContext.ts';
import { notebookOutput } from './notebookOutput.ts';
import { previewImage } from './previewImage.ts';

export interface MenuTargetsDependencies {
  /** The image reference at the cursor of the active document; undefined when there is none, which it says. */
  readonly atCursor: () => Promise<Targets | undefined>;
  readonly fetch: () => Promise<Fetch>;
}

/**
 * The images that a command was called on where its arguments do not simply name them: folders, the reference at the
 * cursor of a document, an image of a Markdown preview, the output of a notebook. Undefined when there is nothing to ask
 * about, which the user then knows.
 *
 * @throws RefusalError, or FailureError when a server cannot be reached.
 */
export async function menuTargets(
  args: readonly unknown[],
  { atCursor, fetch }: MenuTargetsDependencies,
): Promise<Targets | undefined> {
  const uris = urisOf(args);
  const [only] = uris;
  if (only && uris.length === 1 && isActiveDocument(only)) return atCursor();
  if (uris.length > 0) return withFolders(uris);
  const context = menuContext(args[0]);
  if (context.kind === 'preview') return previewImage(context, fetch);
  if (context.kind === 'output') return notebookOutput(context.outputId);
  return targetsOf(args);
}

/** Folders become the images in them. */
async function withFolders(uris: readonly vscode.Uri[]): Promise<Targets | undefined> {
  const images: vscode.Uri[] = [];
  const files: vscode.Uri[] = [];
  for (const uri of uris) {
    if (isImageName(uri.path) || !(await isFolder(uri))) files.push(uri);
    else images.push(...(await folderImages(uri)));
  }
  if (files.length === 0) return images.length > 0 ? { images, skipped: [] } : undefined;
  const chosen = targetsOf([undefined, files]);
  return { ...chosen, images: [...chosen.images, ...images] };
}

function isActiveDocument(uri: vscode.Uri): boolean {
  const document = vscode.window.activeTextEditor?.document;
  if (isImageName(uri.path) || document?.uri.toString() !== uri.toString()) return false;
  return (syntaxOf(uri.path) ?? syntaxOf(document.languageId)) !== undefined;
}
