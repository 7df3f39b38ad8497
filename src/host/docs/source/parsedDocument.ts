import * as vscode from 'vscode';
import { findImages } from '../../../core/docs/find.ts';
import type { DocumentSyntax, ImageReference } from '../../../core/docs/imageReference.ts';
import { syntaxOf } from '../../../core/docs/syntax.ts';
import { createFindFileSyntax } from './workspaceFiles.ts';

/** A document at one of its versions, and the images in it. */
export interface ParsedDocument {
  readonly document: vscode.TextDocument;
  readonly syntax: DocumentSyntax;
  readonly version: number;
  readonly text: string;
  readonly references: readonly ImageReference[];
}

/** One image reference of a document that was read. */
export interface ImageLocation {
  readonly parsed: ParsedDocument;
  readonly reference: ImageReference;
}

const latest = new WeakMap<vscode.TextDocument, Promise<ParsedDocument> & { version?: number }>();

/** The images of a document as it is now; undefined when nothing here reads its language. Read once for each version. */
export async function parseDocument(document: vscode.TextDocument): Promise<ParsedDocument | undefined> {
  if (!documentSyntax(document)) return undefined;
  const known = latest.get(document);
  if (known?.version === document.version) return known;
  const { version } = document;
  const text = document.getText();
  const parsed = parse(document, version, text);
  latest.set(document, Object.assign(parsed, { version }));
  return parsed;
}

/** The images of a file; undefined when it is gone or is no document that is read here. */
export async function parseFile(uri: vscode.Uri): Promise<ParsedDocument | undefined> {
  try {
    return await parseDocument(await vscode.workspace.openTextDocument(uri));
  } catch {
    // Deleted since it was listed, or no longer text.
    return undefined;
  }
}

async function parse(document: vscode.TextDocument, version: number, text: string): Promise<ParsedDocument> {
  const syntax = await siteSyntax(document);
  return { document, syntax, version, text, references: await findImages(text, syntax) };
}

/** The reference that holds an offset, its end included: the cursor stands there after it was typed. */
export async function locationAt(
  document: vscode.TextDocument,
  offset: number,
): Promise<ImageLocation | undefined> {
  const parsed = await parseDocument(document);
  const around = parsed?.references.filter(({ range }) => range.start <= offset && offset <= range.end) ?? [];
  // The one that begins last is the innermost, or the second of two that touch.
  const reference = around.at(-1);
  return parsed && reference && { parsed, reference };
}

export function rangeOf(document: vscode.TextDocument, range: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

/** The text of a file as it is now, in its editor or on the disk; undefined when it is gone or holds no text. */
export async function textOf(file: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open) return open.getText();
  try {
    return await vscode.workspace.decode(await vscode.workspace.fs.readFile(file), { uri: file });
  } catch {
    // Gone since it was listed, not to be read, or binary: no document in any case.
    return undefined;
  }
}

/** By the file's name, since editors without an extension for MDX or reStructuredText take these for something else. */
export function documentSyntax({ uri, languageId }: vscode.TextDocument): DocumentSyntax | undefined {
  const isCell = uri.scheme === 'vscode-notebook-cell';
  return (isCell ? undefined : syntaxOf(uri.path)) ?? syntaxOf(languageId);
}

const siteSyntaxes = new WeakMap<vscode.TextDocument, DocumentSyntax>();

/** The configuration of a site is read once for each document that is open. */
async function siteSyntax(document: vscode.TextDocument): Promise<DocumentSyntax> {
  const own = documentSyntax(document) ?? 'markdown';
  const isFile = document.uri.scheme !== 'vscode-notebook-cell' && !document.isUntitled;
  const found = own === 'markdown' && isFile ? siteSyntaxes.get(document) : own;
  const syntax = found ?? (await createFindFileSyntax()(document.uri, new AbortController().signal)) ?? own;
  siteSyntaxes.set(document, syntax);
  return syntax;
}
