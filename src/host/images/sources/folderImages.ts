import * as vscode from 'vscode';
import { imageExtensions } from '../../../core/image/fileNames.ts';
import { createList, type PickItem, showInformation } from '../../ui/dialogs.ts';
import { withLateProgress } from '../../ui/progress.ts';
import { isImageName } from '../commandTargets.ts';

/** Images that are listed at most: nobody reads on, and no question takes more. */
const mostListed = 500;

/** So many are attached without a choice. */
const few = 4;

export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    // Whoever reads it says why it cannot be read.
    return false;
  }
}

/**
 * The images of a folder, in the order of the Explorer, without what `files.exclude` leaves out: the user chooses where
 * there are more than a few. Empty when there is none, which is said, or when nothing was chosen.
 */
export async function folderImages(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const name = nameOf(folder);
  const title = vscode.l10n.t('Ask Claude: Looking for images in {0}', name);
  const found = await withLateProgress(title, (signal) => findImages(folder, signal));
  if (found.length === 0) void showInformation(vscode.l10n.t('There is no image in {0}.', name));
  return found.length > few ? chooseFrom(folder, found) : found;
}

async function findImages(folder: vscode.Uri, signal: AbortSignal): Promise<readonly vscode.Uri[]> {
  const cancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
  const pattern = new vscode.RelativePattern(folder, `**/*.{${spellings.join(',')}}`);
  // One more than is listed, to know whether that is all.
  const found = await vscode.workspace.findFiles(pattern, undefined, mostListed + 1, cancellation.token);
  // Not every virtual file system can be searched.
  const images = found.length > 0 || signal.aborted ? found : await imagesDirectlyIn(folder);
  const order = new Intl.Collator(undefined, { numeric: true }).compare;
  return images.sort((a, b) => order(a.path, b.path));
}

/** File systems may tell capitals apart, and patterns do. */
const spellings = imageExtensions.flatMap((one) => [one, one.toUpperCase()]);

async function imagesDirectlyIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  if (folder.scheme === 'file') return [];
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.filter(([name, type]) => type & vscode.FileType.File && isImageName(name));
  return names.map(([name]) => vscode.Uri.joinPath(folder, name));
}

async function chooseFrom(folder: vscode.Uri, found: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const rows = found.slice(0, mostListed).map((uri) => rowOf(folder, uri));
  const list = createList(vscode.l10n.t('Ask Claude: Choose Images of {0}', nameOf(folder)), rows);
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.placeholder =
    found.length > mostListed
      ? vscode.l10n.t('The first {0} images are listed: open a folder below for the others', mostListed)
      : vscode.l10n.t('Search by name or folder');
  const chosen = await new Promise<readonly Row[]>((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems);
      list.hide();
    });
    list.onDidHide(() => resolve([]));
    list.show();
  });
  list.dispose();
  return chosen.map(({ uri }) => uri);
}

type Row = PickItem & { readonly uri: vscode.Uri };

function rowOf(folder: vscode.Uri, uri: vscode.Uri): Row {
  const path = uri.path.slice(folder.path.length).replace(/^\//, '');
  const end = path.lastIndexOf('/');
  return { uri, label: path.slice(end + 1), ...(end > 0 && { description: path.slice(0, end) }) };
}

function nameOf({ path }: vscode.Uri): string {
  const trimmed = path.replace(/\/$/, '');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}
