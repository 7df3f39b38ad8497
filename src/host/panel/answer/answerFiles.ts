import * as vscode from 'vscode';
import { type FileReference, parseFileReference } from '../../../core/fileReference.ts';

/** References that are kept; the oldest are forgotten first. */
const most = 2000;
/** Files that are looked for at a time. */
const atOnce = 20;

/**
 * The files of the workspace that answers name. What a model writes is only a name: it leads to a file inside a folder of
 * the workspace, or to nothing.
 */
export class AnswerFiles implements vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #folders = vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forget());
  #found: readonly string[] = [];

  readonly onDidChange = this.#changes.event;

  /** The references that have been found, as they were written. */
  get found(): readonly string[] {
    return this.#found;
  }

  /** Looks for the files that are named, and keeps those that are there. */
  async check(references: readonly string[]): Promise<void> {
    const fresh = references.filter((one) => !this.#found.includes(one));
    const found: string[] = [];
    for (let from = 0; from < fresh.length; from += atOnce) {
      const some = fresh.slice(from, from + atOnce);
      const files = await Promise.all(some.map((one) => fileOf(parseFileReference(one))));
      found.push(...some.filter((_, index) => files[index]));
    }
    if (found.length === 0) return;
    this.#found = [...this.#found, ...found].slice(-most);
    this.#changes.fire();
  }

  /** Shows the file with its lines selected; one that has gone since is forgotten. */
  async open(written: string): Promise<void> {
    const reference = parseFileReference(written);
    const uri = await fileOf(reference);
    if (!reference || !uri) {
      this.#found = this.#found.filter((one) => one !== written);
      this.#changes.fire();
      return;
    }
    const selection = selectionOf(reference);
    await vscode.commands.executeCommand('vscode.open', uri, { ...(selection && { selection }) });
  }

  dispose(): void {
    vscode.Disposable.from(this.#changes, this.#folders).dispose();
  }

  #forget(): void {
    this.#found = [];
    this.#changes.fire();
  }
}

/** The file in the first folder of the workspace that has it. */
async function fileOf(reference: FileReference | undefined): Promise<vscode.Uri | undefined> {
  if (!reference) return undefined;
  for (const { uri, name } of vscode.workspace.workspaceFolders ?? []) {
    const [first, ...rest] = reference.segments;
    const paths = [reference.segments, ...(first === name && rest.length > 0 ? [rest] : [])];
    for (const segments of paths) {
      const file = vscode.Uri.joinPath(uri, ...segments);
      if (await isFile(file)) return file;
    }
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    // Nothing is there: the editor has no other way to ask.
    return false;
  }
}

function selectionOf({ line, column, endLine }: FileReference): vscode.Range | undefined {
  if (line === undefined) return undefined;
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, (column ?? 1) - 1));
  // Behind the last line's end: the editor takes it back to that end.
  const end = endLine === undefined ? start : new vscode.Position(Math.max(line, endLine) - 1, 100_000);
  return new vscode.Range(start, end);
}
