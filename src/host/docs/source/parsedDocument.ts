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
    const document = await vscode.workspace.openTextDocument(uri);
    return (await isDeleted(document)) ? undefined : await parseDocument(document);
  } catch {
    // Deleted since it was listed, or no longer text.
    return undefined;
  }
}

/** The editor keeps a document for a while after its file is gone; what is written into it would bring the file back. */
async function isDeleted({ uri, isDirty, isUntitled }: vscode.TextDocument): Promise<boolean> {
  if (isDirty || isUntitled) return false;
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}

/** The images of a file as it is now, without opening it; empty when it is gone or is no document that is read here. */
export async function referencesIn(uri: vscode.Uri): Promise<readonly ImageReference[]> {
  const open = openDocument(uri);
  if (open) return (await parseDocument(open))?.references ?? [];
  const syntax = await createFindFileSyntax()(uri, new AbortController().signal);
  const text = syntax && (await textOf(uri));
  return syntax && text !== undefined ? findImages(text, syntax) : [];
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
  return openDocument(file)?.getText() ?? savedText(file);
}

function openDocument(file: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
}

/** The text of a file as it is on the disk; undefined when it is gone or holds no text. */
export async function savedText(file: vscode.Uri): Promise<string | undefined> {
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
