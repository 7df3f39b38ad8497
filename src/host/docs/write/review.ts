import * as vscode from 'vscode';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { trimEnd } from '../../../core/trimEnd.ts';
import { askForText, createList, showError } from '../../ui/dialogs.ts';
import { number } from '../../ui/quantities.ts';
import { documentRefusalText } from '../../ui/refusalText.ts';
import { type ImageLocation, rangeOf } from '../source/parsedDocument.ts';
import { nameOf, resolveImage } from '../source/resolveImage.ts';
import type { Proposal } from './proposals.ts';

interface Row extends vscode.QuickPickItem {
  readonly proposal?: Proposal;
}

const edit = { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Change This Text') };
const show = {
  iconPath: new vscode.ThemeIcon('file-media'),
  tooltip: vscode.l10n.t('Show the Image Beside'),
};

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
    const prompt = vscode.l10n.t('Leave it empty for an image that is only decoration.');
    const alt = await askForText({
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
  const list = createList(title, rowsOf(proposals));
  const closed = new AbortController();
  const mark = vscode.window.createTextEditorDecorationType({});
  list.placeholder = vscode.l10n.t('Choose the texts to write');
  list.canSelectMany = true;
  // It holds work that was paid for.
  list.ignoreFocusOut = true;
  list.matchOnDetail = true;
  list.selectedItems = list.items.filter(({ proposal }) => proposal?.picked);
  const chosen = () => list.selectedItems.flatMap(({ proposal }) => proposal ?? []);
  return new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome) => {
      resolve(outcome);
      closed.abort();
      vscode.Disposable.from(list, mark).dispose();
    };
    list.onDidChangeActive(([row]) => row?.proposal && reveal(row.proposal, mark));
    list.onDidAccept(() => end({ accepted: chosen() }));
    list.onDidHide(() => end({ accepted: [] }));
    list.onDidTriggerItemButton(({ button, item: { proposal } }) => {
      if (proposal && button === show) void showImage(proposal.location, closed.signal);
      else if (proposal) end({ changed: proposal, picked: new Set(chosen()) });
    });
    list.show();
    list.activeItems = list.items.filter(({ proposal }) => proposal !== undefined).slice(0, 1);
  });
}

function rowsOf(proposals: readonly Proposal[]): readonly Row[] {
  let path = '';
  return proposals.flatMap((proposal): Row[] => {
    const { location, kind } = proposal;
    const row: Row = {
      proposal,
      ...iconOf(proposal),
      label: labelOf(proposal),
      detail: detailOf(proposal),
      buttons: kind === 'alt' ? [show, edit] : [show],
    };
    const document = vscode.workspace.asRelativePath(location.parsed.document.uri);
    if (document === path) return [row];
    path = document;
    return [{ label: document, kind: vscode.QuickPickItemKind.Separator }, row];
  });
}

function labelOf({ kind, text }: Proposal): string {
  if (kind === 'alt' && text === '') return vscode.l10n.t('decorative');
  const line = text.replace(/\s+/g, ' ');
  return kind === 'alt' ? line : vscode.l10n.t('Long description: {0}', line);
}

function iconOf({ kind, text }: Proposal): Pick<Row, 'iconPath'> {
  if (kind === 'description') return { iconPath: new vscode.ThemeIcon('note') };
  return text === '' ? { iconPath: new vscode.ThemeIcon('circle-slash') } : {};
}

function detailOf({ kind, location: { reference }, remark }: Proposal): string {
  const { alt, line, source } = reference;
  if (kind === 'description') return vscode.l10n.t('Below {0}', nameOf(source.text));
  const place = [number(line + 1), nameOf(source.text)] as const;
  const first = remark === undefined ? '' : `${trimEnd(remark, '. \n')}. `;
  const where =
    alt.text === ''
      ? vscode.l10n.t('Line {0}, {1}, now none', ...place)
      : vscode.l10n.t('Line {0}, {1}, now “{2}”', ...place, alt.text);
  return first + where;
}

/** In the middle of the editor, which the list does not cover. */
async function reveal(
  { location, kind, text }: Proposal,
  mark: vscode.TextEditorDecorationType,
): Promise<void> {
  const { document } = location.parsed;
  const range = rangeOf(document, location.reference.range);
  const editor = await vscode.window.showTextDocument(document, {
    ...{ preserveFocus: true, preview: true, selection: range },
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  const words =
    kind === 'description'
      ? vscode.l10n.t('long description below')
      : text === ''
        ? vscode.l10n.t('decorative')
        : vscode.l10n.t('“{0}”', text);
  const color = new vscode.ThemeColor('editorCodeLens.foreground');
  const after = { contentText: words, color, margin: '0 0 0 1em' };
  editor.setDecorations(mark, [{ range, renderOptions: { after } }]);
}

async function showImage(location: ImageLocation, signal: AbortSignal): Promise<void> {
  try {
    const image = await resolveImage(location, signal);
    if (!('uri' in image)) return;
    const viewColumn = vscode.ViewColumn.Beside;
    await vscode.commands.executeCommand('vscode.open', image.uri, { viewColumn, preserveFocus: true });
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof RefusalError)) throw error;
    void showError(documentRefusalText(nameOf(location.reference.source.text), error.refusal));
  }
}
