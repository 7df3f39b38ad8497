import * as vscode from 'vscode';
import { type Refusal, RefusalError } from '../../core/image/imageTypes.ts';
import { maxFileBytes } from '../../core/image/limits.ts';

/**
 * The bytes of a file, through the editor's file systems only, so that remote and virtual workspaces work.
 * Its size is asked first: a file too large to be an image is refused before it is read. @throws RefusalError.
 */
export async function readImageBytes(uri: vscode.Uri, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    signal.throwIfAborted();
    if (stat.type & vscode.FileType.Directory) throw new RefusalError({ reason: 'folder' });
    if (stat.size > maxFileBytes)
      throw new RefusalError({ reason: 'tooManyBytes', byteLength: stat.size, limit: maxFileBytes });
    const bytes = await vscode.workspace.fs.readFile(uri);
    signal.throwIfAborted();
    return bytes;
  } catch (error) {
    if (error instanceof RefusalError || signal.aborted) throw error;
    throw new RefusalError(readRefusal(error), { cause: error });
  }
}

function readRefusal(error: unknown): Refusal {
  const code = error instanceof vscode.FileSystemError ? error.code : undefined;
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'FileNotFound') return { reason: 'missing', detail };
  if (code === 'FileIsADirectory') return { reason: 'folder', detail };
  return { reason: 'unreadable', detail };
}
