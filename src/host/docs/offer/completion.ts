import * as vscode from 'vscode';
import { setAlt } from '../../../core/docs/edit.ts';
import { type ImageLocation, locationAt, rangeOf } from '../source/parsedDocument.ts';
import { wordsOfName } from './fileNameWords.ts';
import { whyNotWritten } from './referenceActions.ts';

/** Completions of an empty alt text: the model's answer, the caption, the words of the file name. */
export async function completions(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
  const at = document.offsetAt(position);
  const location = await locationAt(document, at);
  if (!location || token.isCancellationRequested || !isEmptySlot(location, at)) return [];
  const { reference } = location;
  const items: vscode.CompletionItem[] = [];
  if (whyNotWritten(reference) === undefined) items.push(writeItem(location, position));
  if (reference.caption !== undefined)
    items.push(textItem(location, reference.caption, vscode.l10n.t('Caption'), '2'));
  const words = wordsOfName(reference.source.text);
  if (words !== undefined)
    items.push(textItem(location, words, vscode.l10n.t('From the name of the file'), '3'));
  return items;
}

function isEmptySlot({ reference: { alt } }: ImageLocation, at: number): boolean {
  return alt.state === 'empty' && alt.range.start <= at && at <= alt.range.end;
}

function writeItem({ parsed, reference }: ImageLocation, position: vscode.Position): vscode.CompletionItem {
  const title = vscode.l10n.t('Write alt text with Claude');
  const item = new vscode.CompletionItem(title, vscode.CompletionItemKind.Event);
  item.insertText = '';
  item.range = new vscode.Range(position, position);
  item.sortText = '1';
  item.command = {
    title,
    command: 'askClaude.writeAltText',
    arguments: [parsed.document.uri, reference.range.start],
  };
  return item;
}

function textItem(
  location: ImageLocation,
  text: string,
  detail: string,
  sortText: string,
): vscode.CompletionItem {
  const { parsed, reference } = location;
  const edit = setAlt(parsed.text, reference, text);
  const item = new vscode.CompletionItem(text, vscode.CompletionItemKind.Text);
  item.insertText = edit.text;
  item.range = rangeOf(parsed.document, edit.range);
  item.filterText = parsed.text.slice(edit.range.start, edit.range.end) + text;
  item.detail = detail;
  item.sortText = sortText;
  return item;
}
