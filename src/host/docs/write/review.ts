import * as vscode from 'vscode';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { locate, nameOf } from '../source/locateImage.ts';
import { type Place, rangeOf } from '../source/parsedDocument.ts';
import type { Proposal } from './proposals.ts';
import { refusedText } from './refusedText.ts';

interface Row extends vscode.QuickPickItem {
  readonly proposal?: Proposal;
}

const edit = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Change This Text' };
const show = { iconPath: new vscode.ThemeIcon('file-media'), tooltip: 'Show the Image Beside' };

/**
 * Lets the user choose which texts are written, and change them first. The reference of the row at hand is shown in
 * its document, with the new text behind it. Empty when the user backs out.
 */
export async function review(title: string, proposals: readonly Proposal[]): Promise<readonly Proposal[]> {
  let shown = proposals;
  for (;;) {
    const outcome = await choose(title, shown);
    if ('accepted' in outcome) return outcome.accepted;
    const { changed, picked } = outcome;
    const prompt = 'Leave it empty for an image that is only decoration.';
    const alt = await vscode.window.showInputBox({
      title,
      prompt,
      value: changed.text,
      ignoreFocusOut: true,
    });
    shown = shown.map((one) => {
      if (one !== changed || alt === undefined) return { ...one, picked: picked.has(one) };
      return { ...one, text: alt, picked: true };
    });
  }
}

type Outcome =
  | { readonly accepted: readonly Proposal[] }
  | { readonly changed: Proposal; readonly picked: ReadonlySet<Proposal> };

function choose(title: string, proposals: readonly Proposal[]): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<Row>();
  const mark = vscode.window.createTextEditorDecorationType({});
  const items = rowsOf(proposals);
  pick.title = title;
  pick.placeholder = 'Choose the texts to write';
  pick.canSelectMany = true;
  // It holds work that was paid for.
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ proposal }) => proposal?.picked);
  const chosen = () => pick.selectedItems.flatMap(({ proposal }) => proposal ?? []);
  return new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome) => {
      resolve(outcome);
      vscode.Disposable.from(pick, mark).dispose();
    };
    pick.onDidChangeActive(([row]) => row?.proposal && reveal(row.proposal, mark));
    pick.onDidAccept(() => end({ accepted: chosen() }));
    pick.onDidHide(() => end({ accepted: [] }));
    pick.onDidTriggerItemButton(({ button, item: { proposal } }) => {
      if (proposal && button === show) void showImage(proposal.place);
      else if (proposal) end({ changed: proposal, picked: new Set(chosen()) });
    });
    pick.show();
    pick.activeItems = items.filter(({ proposal }) => proposal !== undefined).slice(0, 1);
  });
}

function rowsOf(proposals: readonly Proposal[]): readonly Row[] {
  let path = '';
  return proposals.flatMap((proposal): Row[] => {
    const { place, kind } = proposal;
    const row: Row = {
      proposal,
      label: labelOf(proposal),
      detail: detailOf(proposal),
      buttons: kind === 'alt' ? [show, edit] : [show],
    };
    const document = vscode.workspace.asRelativePath(place.reading.document.uri);
    if (document === path) return [row];
    path = document;
    return [{ label: document, kind: vscode.QuickPickItemKind.Separator }, row];
  });
}

function labelOf({ kind, text }: Proposal): string {
  if (kind === 'alt' && text === '') return '$(circle-slash) decorative';
  // A text may look like the name of an icon.
  const plain = text.replace(/\s+/g, ' ').replaceAll('$(', '\\$(');
  return kind === 'alt' ? plain : `$(note) Long description: ${plain}`;
}

function detailOf({ kind, place: { reference }, remark }: Proposal): string {
  const { alt, line, source } = reference;
  if (kind === 'description') return `Below ${nameOf(source.text)}`;
  const now = alt.text === '' ? 'none' : `“${alt.text}”`;
  const first = remark === undefined ? '' : `${remark.replace(/[.\s]*$/, '.')} `;
  return `${first}Line ${line + 1}, ${nameOf(source.text)}, now ${now}`;
}

/** In the middle, where the list leaves it to be seen. */
async function reveal({ place, kind, text }: Proposal, mark: vscode.TextEditorDecorationType): Promise<void> {
  const { document } = place.reading;
  const range = rangeOf(document, place.reference.range);
  const editor = await vscode.window.showTextDocument(document, {
    ...{ preserveFocus: true, preview: true, selection: range },
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  const words = kind === 'description' ? 'long description below' : text === '' ? 'decorative' : `“${text}”`;
  const color = new vscode.ThemeColor('editorCodeLens.foreground');
  const after = { contentText: words, color, margin: '0 0 0 1em' };
  editor.setDecorations(mark, [{ range, renderOptions: { after } }]);
}

async function showImage(place: Place): Promise<void> {
  try {
    const picture = await locate(place, new AbortController().signal);
    if (!('uri' in picture)) return;
    const viewColumn = vscode.ViewColumn.Beside;
    await vscode.commands.executeCommand('vscode.open', picture.uri, { viewColumn, preserveFocus: true });
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    void vscode.window.showErrorMessage(refusedText(nameOf(place.reference.source.text), error.refusal));
  }
}
