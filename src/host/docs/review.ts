import * as vscode from 'vscode';
import { type Place, rangeOf } from './reading.ts';

/** A text for the alt slot of a reference, not yet written. */
export interface Proposal {
  readonly place: Place;
  /** Empty marks the image as decorative. */
  readonly alt: string;
}

interface Row extends vscode.QuickPickItem {
  readonly proposal?: Proposal;
}

const edit: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Change This Text' };

/**
 * Lets the user choose which texts are written, and change them first. The reference of the row at hand is shown in
 * its document, with the new text behind it. Empty when the user backs out.
 */
export async function review(
  image: vscode.Uri,
  proposals: readonly Proposal[],
): Promise<readonly Proposal[]> {
  let shown = proposals;
  let picked: ReadonlySet<number> = new Set(proposals.keys());
  for (;;) {
    const outcome = await choose(image, shown, picked);
    if ('accepted' in outcome) return outcome.accepted;
    picked = outcome.picked;
    const { changed } = outcome;
    const value = changed.alt;
    const prompt = 'Leave it empty for an image that is only decoration.';
    const alt = await vscode.window.showInputBox({
      title: titleOf(image),
      prompt,
      value,
      ignoreFocusOut: true,
    });
    shown = shown.map((one) => (one === changed ? { ...one, alt: alt ?? one.alt } : one));
  }
}

type Outcome =
  | { readonly accepted: readonly Proposal[] }
  | { readonly changed: Proposal; readonly picked: ReadonlySet<number> };

function choose(
  image: vscode.Uri,
  proposals: readonly Proposal[],
  picked: ReadonlySet<number>,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<Row>();
  const mark = vscode.window.createTextEditorDecorationType({});
  const items = rowsOf(proposals);
  const isPicked = ({ proposal }: Row) => proposal !== undefined && picked.has(proposals.indexOf(proposal));
  pick.title = titleOf(image);
  pick.placeholder = 'Choose the texts to write';
  pick.canSelectMany = true;
  // It holds work that was paid for.
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.items = items;
  pick.selectedItems = items.filter(isPicked);
  const chosen = () => pick.selectedItems.map(({ proposal }) => proposal).filter((one) => one !== undefined);
  return new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome) => {
      resolve(outcome);
      vscode.Disposable.from(pick, mark).dispose();
    };
    pick.onDidChangeActive(([row]) => row?.proposal && reveal(row.proposal, mark));
    pick.onDidAccept(() => end({ accepted: chosen() }));
    pick.onDidHide(() => end({ accepted: [] }));
    pick.onDidTriggerItemButton(({ item: { proposal } }) => {
      if (proposal)
        end({ changed: proposal, picked: new Set(chosen().map((one) => proposals.indexOf(one))) });
    });
    pick.show();
    pick.activeItems = items.filter(({ proposal }) => proposal !== undefined).slice(0, 1);
  });
}

function titleOf(image: vscode.Uri): string {
  return `Alt Text of ${image.path.slice(image.path.lastIndexOf('/') + 1)}`;
}

function rowsOf(proposals: readonly Proposal[]): readonly Row[] {
  let path = '';
  return proposals.flatMap((proposal): Row[] => {
    const { reading, reference } = proposal.place;
    const row: Row = {
      proposal,
      // A text may look like the name of an icon.
      label: proposal.alt === '' ? '$(circle-slash) decorative' : proposal.alt.replaceAll('$(', '\\$('),
      detail: `Line ${reference.line + 1}, now ${nowText(proposal.place)}`,
      buttons: [edit],
    };
    const document = vscode.workspace.asRelativePath(reading.document.uri);
    if (document === path) return [row];
    path = document;
    return [{ label: document, kind: vscode.QuickPickItemKind.Separator }, row];
  });
}

function nowText({ reference: { alt } }: Place): string {
  return alt.text === '' ? 'none' : `“${alt.text}”`;
}

async function reveal({ place, alt }: Proposal, mark: vscode.TextEditorDecorationType): Promise<void> {
  const { document } = place.reading;
  const range = rangeOf(document, place.reference.range);
  const editor = await vscode.window.showTextDocument(document, {
    ...{ preserveFocus: true, preview: true, selection: range },
  });
  const color = new vscode.ThemeColor('editorCodeLens.foreground');
  const after = { contentText: alt === '' ? 'decorative' : `“${alt}”`, color, margin: '0 0 0 1em' };
  editor.setDecorations(mark, [{ range, renderOptions: { after } }]);
}
