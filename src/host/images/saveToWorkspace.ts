import * as vscode from 'vscode';
import type { AttachedImage } from '../../core/ask/question.ts';
import { fileName } from './fileName.ts';

/**
 * Saves an image that was pasted, or made, where the user wants it: beside the document that is open, if they do not
 * choose otherwise. Undefined when they back out.
 */
export async function saveToWorkspace(image: AttachedImage): Promise<vscode.Uri | undefined> {
  const title = vscode.l10n.t('Ask Claude: Save {0} to Workspace', image.name);
  const folder = folderOfDocument();
  const proposed = folder && (await freeName(folder, plainName(image)));
  const target = await vscode.window.showSaveDialog({ title, ...(proposed && { defaultUri: proposed }) });
  if (!target) return undefined;
  await vscode.workspace.fs.writeFile(
    target,
    await vscode.workspace.fs.readFile(vscode.Uri.parse(image.uri)),
  );
  return target;
}

/** The folder of the document that is open, where it is in the workspace, else the workspace itself. */
function folderOfDocument(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document.uri;
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const isInWorkspace = document && vscode.workspace.getWorkspaceFolder(document);
  return isInWorkspace ? vscode.Uri.joinPath(document, '..') : workspace?.uri;
}

/** "plan.png (HEAD)" as "plan-HEAD.png", and an extension where there is none. */
function plainName({ name, header }: AttachedImage): string {
  const plain = name.replace(/^(.+)(\.\w{2,5}) \((.+)\)$/, '$1-$3$2').replaceAll(' ', '-');
  return fileName(/\.\w{2,5}$/.test(plain) || !header ? plain : `${plain}.${header.type}`);
}

/** The name, or the first one with a number that is not taken. */
async function freeName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  const taken = new Set((await entriesOf(folder)).map(([entry]) => entry.toLowerCase()));
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? name : `${stem}-${number}${ending}`;
    if (!taken.has(wanted.toLowerCase())) return vscode.Uri.joinPath(folder, wanted);
  }
}

async function entriesOf(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // A document that was never saved stands in no folder: the dialog shows what there is.
    return [];
  }
}
