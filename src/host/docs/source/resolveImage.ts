import * as vscode from 'vscode';
import { percentDecoded, withoutQuery } from '../../../core/docs/files/paths.ts';
import { attachmentOf } from '../../../core/docs/syntax/notebook.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { readImageBytes } from '../../images/readImage.ts';
import { dataBytes } from './dataBytes.ts';
import type { DocumentImage } from './documentImage.ts';
import type { ImageLocation } from './parsedDocument.ts';
import { createFindFile } from './workspaceFiles.ts';

/**
 * The image that a reference shows.
 *
 * @throws RefusalError for a missing file; its detail is the name of the file that may have been meant.
 */
export async function resolveImage(
  location: ImageLocation,
  signal: AbortSignal,
  findFile = createFindFile(),
): Promise<DocumentImage> {
  const { kind, source } = location.reference;
  const name = nameOf(source.text);
  if (kind === 'data') return { name, read: async () => embedded(location) };
  if (kind !== 'image') return { name, url: new URL(source.text, 'https://localhost') };
  const found = await findFile(location.reference, location.parsed.document.uri, signal);
  if (found.state === 'found') {
    const { uri } = found;
    return { name, uri, read: (until) => readImageBytes(uri, until) };
  }
  const nearest = found.state === 'missing' ? found.nearest : undefined;
  throw new RefusalError({ reason: 'missing', ...(nearest !== undefined && { detail: nearest }) });
}

/** The bytes that stand in the document itself. */
function embedded({ parsed: { document, text }, reference }: ImageLocation): Uint8Array {
  const { text: source } = reference.source;
  const base64 = source.startsWith('attachment:')
    ? (cellAttachment(document, source) ?? attachmentOf(text, reference)?.base64)
    : undefined;
  if (base64 !== undefined) return Uint8Array.from(Buffer.from(base64, 'base64'));
  const bytes = dataBytes(source);
  if (!bytes) throw new RefusalError({ reason: 'missing', detail: 'it is not in the document' });
  return bytes;
}

/** Base64 of an image attached to a cell of an open notebook, whose document holds the Markdown alone. */
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

/** The name of an image in messages. */
export function nameOf(source: string): string {
  if (/^data:/i.test(source)) return vscode.l10n.t('The embedded image');
  const path = percentDecoded(withoutQuery(source));
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
