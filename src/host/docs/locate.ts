import * as vscode from 'vscode';
import { attachmentOf } from '../../core/docs/notebook.ts';
import { percentDecoded } from '../../core/docs/paths.ts';
import { RefusalError } from '../../core/image/types.ts';
import { readImageBytes } from '../files.ts';
import type { Place } from './reading.ts';
import type { Picture } from './sendable.ts';

/** The picture of a reference; with the address of its file where it has one. */
export type Located = Picture & { readonly uri?: vscode.Uri };

/** Finds the picture that a reference shows. A file that is nowhere is only refused when it is read. */
export async function locate(place: Place): Promise<Located> {
  const { kind, source } = place.reference;
  const name = nameOf(source.text);
  if (kind === 'data') return { name, read: async () => embedded(place) };
  if (kind !== 'image') return { name, url: new URL(source.text, 'https://localhost') };
  const uri = await fileOf(place);
  return { name, uri, read: (signal) => readImageBytes(uri, signal) };
}

async function fileOf({ reading: { document }, reference }: Place): Promise<vscode.Uri> {
  const path = percentDecoded(reference.source.text.replace(/[?#].*$/, ''));
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  if (path.startsWith('/') && folder) return vscode.Uri.joinPath(folder, path);
  return vscode.Uri.joinPath(document.uri, '..', path);
}

/** The bytes that stand in the document itself. */
function embedded({ reading: { document, text }, reference }: Place): Uint8Array {
  const { text: source } = reference.source;
  const base64 = source.startsWith('attachment:')
    ? (cellAttachment(document, source) ?? attachmentOf(text, reference)?.base64)
    : undefined;
  if (base64 !== undefined) return Uint8Array.from(Buffer.from(base64, 'base64'));
  const data = /^data:[^,]*?(?<base64>;base64)?,(?<content>.*)$/is.exec(source)?.groups;
  if (!data) throw new RefusalError({ reason: 'missing', detail: 'it is not in the document' });
  const content = percentDecoded(data['content'] ?? '');
  return Uint8Array.from(Buffer.from(content, data['base64'] === undefined ? 'utf8' : 'base64'));
}

/** What a cell of an open notebook has attached: its document holds the Markdown alone. */
function cellAttachment(document: vscode.TextDocument, source: string): string | undefined {
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  const cell = cells.find((one) => one.document === document);
  const attachments: unknown = cell?.metadata['attachments'];
  const bundle = member(attachments, percentDecoded(source.replace(/^attachment:/, '')));
  const [data] = typeof bundle === 'object' && bundle !== null ? Object.values(bundle) : [];
  return typeof data === 'string' ? data : undefined;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function nameOf(source: string): string {
  if (/^data:/i.test(source)) return 'The embedded image';
  const path = percentDecoded(source.replace(/[?#].*$/, ''));
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
