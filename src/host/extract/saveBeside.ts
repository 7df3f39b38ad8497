import * as vscode from 'vscode';
import { fileName } from '../images/fileName.ts';
import { exists } from '../missingFile.ts';
import { showWarning } from '../ui/dialogs.ts';

/** What is to be written, and where it would stand. */
export interface NewFile {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** The file beside an image that has its name and another ending: `docs/flow.png` → `docs/flow.mmd`. */
export function besideImage(image: vscode.Uri, ending: string): vscode.Uri {
  const name = image.path.slice(image.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return vscode.Uri.joinPath(image, '..', `${fileName(name)}.${ending}`);
}

/** As {@link besideImage}, but `a.png` and `a.jpg` of one folder, which would share a file, become `a.png.md` and `a.jpg.md`. */
export function namesBeside(
  images: readonly vscode.Uri[],
): (image: vscode.Uri, ending: string) => vscode.Uri {
  // Some file systems take upper and lower case for the same.
  const keyOf = (image: vscode.Uri) => besideImage(image, '').toString().toLowerCase();
  const counts = new Map<string, number>();
  for (const image of images) counts.set(keyOf(image), (counts.get(keyOf(image)) ?? 0) + 1);
  return (image, ending) => {
    if ((counts.get(keyOf(image)) ?? 0) < 2) return besideImage(image, ending);
    const name = image.path.slice(image.path.lastIndexOf('/') + 1);
    return vscode.Uri.joinPath(image, '..', `${fileName(name)}.${ending}`);
  };
}

/** The first of `a-2.md`, `a-3.md` … that is not there. */
export async function freeName(uri: vscode.Uri): Promise<vscode.Uri> {
  for (let number = 2; ; number++) {
    const free = uri.with({ path: uri.path.replace(/(\.[^./]*)?$/, (ending) => `-${number}${ending}`) });
    if (!(await exists(free))) return free;
  }
}

/**
 * Writes a file that is not there yet. One that is there is only replaced after a question, in which another name can be
 * chosen as well. The address that was written; undefined when the user backed out.
 */
export async function saveNewFile({ uri, text }: NewFile): Promise<vscode.Uri | undefined> {
  const target = (await exists(uri)) ? await resolvedConflict(uri) : uri;
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return target;
}

/** Lets the user choose the place. The address that was written; undefined when the user backed out. */
export async function saveAs({ uri, text }: NewFile): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showSaveDialog({ defaultUri: uri });
  if (chosen) await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(text));
  return chosen;
}

async function resolvedConflict(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const replace = vscode.l10n.t('Replace');
  const other = vscode.l10n.t('Save As…');
  const path = vscode.workspace.asRelativePath(uri);
  const chosen = await showWarning(vscode.l10n.t('{0} already exists.', path), replace, other);
  if (chosen === replace) return uri;
  return chosen === other ? vscode.window.showSaveDialog({ defaultUri: uri }) : undefined;
}
