import * as vscode from 'vscode';
import type { Turn } from '../../core/ask/conversation.ts';
import { type Output, outputsOf } from '../../core/extract/outputs.ts';
import { languageId } from '../panel/answer/languageIds.ts';
import type { Inserter } from '../panel/insert.ts';
import { pick, showInformation } from '../ui/dialogs.ts';
import { extractionOf } from './extractionOf.ts';
import { formText } from './formText.ts';
import { besideImage, saveAs, saveNewFile } from './saveBeside.ts';

/** Lets the user choose a form and a place for what a turn extracted, and puts it there. */
export async function keepAnswer(turn: Turn, inserter: Inserter): Promise<void> {
  const kind = extractionOf(turn);
  if (kind === undefined) return;
  const outputs = await outputsOf(kind, turn);
  const image = turn.images.map(({ uri }) => workspaceImage(uri)).find((uri) => uri !== undefined);
  const output = outputs.length > 1 ? await chosenForm(outputs) : outputs[0];
  if (!output) return;
  const places = placesOf(output, image, inserter);
  const chosen = await pick(places, { title: vscode.l10n.t('Ask Claude: Where to Put the Result') });
  await chosen?.put();
}

async function chosenForm(outputs: readonly Output[]): Promise<Output | undefined> {
  const items = outputs.map((output) => ({ label: formText(output.form), output }));
  return (await pick(items, { title: vscode.l10n.t('Ask Claude: Result Format') }))?.output;
}

interface Place extends vscode.QuickPickItem {
  readonly put: () => Promise<unknown>;
}

function placesOf(
  { text, language, ending }: Output,
  image: vscode.Uri | undefined,
  inserter: Inserter,
): readonly Place[] {
  const file = image && besideImage(image, ending);
  const beside = file && [{ label: fileLabel(file), put: () => saved(saveNewFile({ uri: file, text })) }];
  return [
    ...(beside ?? []),
    { label: vscode.l10n.t('New Document'), put: () => openDocument(language, text) },
    { label: vscode.l10n.t('Insert at the Cursor'), put: () => inserter.insert(text) },
    {
      label: vscode.l10n.t('Copy to the Clipboard'),
      put: async () => vscode.env.clipboard.writeText(text),
    },
    {
      label: vscode.l10n.t('Save As…'),
      put: () => saved(saveAs({ uri: file ?? defaultFile(ending), text })),
    },
  ];
}

function fileLabel(file: vscode.Uri): string {
  return vscode.l10n.t('Save as {0}', vscode.workspace.asRelativePath(file));
}

/** An image of the workspace; a pasted one lies in the storage of the extension, where nobody looks for a file. */
function workspaceImage(address: string): vscode.Uri | undefined {
  const uri = vscode.Uri.parse(address);
  return vscode.workspace.getWorkspaceFolder(uri) ? uri : undefined;
}

function defaultFile(ending: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `image.${ending}`;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name);
}

async function openDocument(name: string, content: string): Promise<void> {
  const language = await languageId(name);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

async function saved(writing: Promise<vscode.Uri | undefined>): Promise<void> {
  const uri = await writing;
  if (!uri) return;
  const open = vscode.l10n.t('Open');
  const path = vscode.workspace.asRelativePath(uri);
  if ((await showInformation(vscode.l10n.t('{0} was saved.', path), open)) === open)
    await vscode.window.showTextDocument(uri);
}
