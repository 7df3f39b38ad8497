import * as vscode from 'vscode';
import { showInformation } from '../../ui/dialogs.ts';
import type { Targets } from '../commandTargets.ts';

/** The image of a notebook's output. Undefined when it is not there, which is said. */
export async function notebookOutput(outputId: string): Promise<Targets | undefined> {
  const active = vscode.window.activeNotebookEditor?.notebook;
  const others = vscode.workspace.notebookDocuments.filter((one) => one !== active);
  for (const notebook of active ? [active, ...others] : others)
    for (const cell of notebook.getCells())
      for (const output of cell.outputs) {
        const item = idOf(output) === outputId ? imageOf(output) : undefined;
        if (item) return { images: [], skipped: [], named: [{ name: nameOf(cell, item), bytes: item.data }] };
      }
  void showInformation(vscode.l10n.t('This output has no readable image.'));
  return undefined;
}

/** The editor gives each output an id, which its types do not show. */
function idOf(output: vscode.NotebookCellOutput): unknown {
  return 'id' in output ? output.id : undefined;
}

/** Pictures of pixels come first: they are what is shown where an output has several forms. */
function imageOf({ items }: vscode.NotebookCellOutput): vscode.NotebookCellOutputItem | undefined {
  const images = items.filter(({ mime }) => mime.startsWith('image/'));
  return images.find(({ mime }) => !mime.startsWith('image/svg')) ?? images[0];
}

function nameOf(cell: vscode.NotebookCell, { mime }: vscode.NotebookCellOutputItem): string {
  const { path } = cell.notebook.uri;
  const notebook = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const type = mime.replace(/^image\/(\w+).*/, '$1');
  return `${notebook}-${cell.index + 1}.${type}`;
}
