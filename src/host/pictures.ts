import { createHash, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AttachedImage } from '../core/conversation.ts';
import { fileName } from './fileName.ts';

/** What Chromium shows in an `<img>`. */
const shownByWebview = new Set(['png', 'jpeg', 'gif', 'webp', 'bmp', 'ico', 'avif', 'svg']);

/** Largest file whose picture is loaded as it is; anything larger gets a thumbnail of its own (bytes). */
const largestShown = 4_000_000;

/** Age at which the files of any conversation go, in ms: the windows that have no folder share one storage. */
const longestKept = 30 * 24 * 3600 * 1000;

export interface Pictures {
  /** A file made of pasted or dropped bytes, so that every image has an address. */
  readonly save: (name: string, bytes: Uint8Array) => Promise<vscode.Uri>;
  /** Address of a picture that the webview can show, once there is one; `changed` is called when it comes later. */
  readonly address: (image: AttachedImage, webview: vscode.Webview) => string | undefined;
  /** Deletes the files that were made for a conversation with these images, and what nobody has used for long. */
  readonly clear: (images: readonly AttachedImage[]) => Promise<void>;
  /** Folders the webview may load from. */
  readonly folders: () => readonly vscode.Uri[];
}

export function createPictures(
  storage: vscode.Uri,
  thumbnail: (image: AttachedImage) => Promise<Uint8Array>,
  changed: () => void,
  log: (line: string) => void,
): Pictures {
  const made = new Map<string, vscode.Uri | undefined>();
  const home = vscode.Uri.joinPath(storage, 'pictures');
  // Each conversation has a folder of its own, so that its end takes no picture away from another.
  let own = vscode.Uri.joinPath(home, randomUUID());
  const folders = () => [storage, ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri)];

  const save = async (name: string, bytes: Uint8Array) => {
    // The hash as folder: two images of one name stay apart, the same image saved twice is one file.
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const uri = vscode.Uri.joinPath(own, hash, fileName(name));
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri;
  };

  const make = async (image: AttachedImage) => {
    made.set(image.id, undefined);
    try {
      made.set(image.id, await save(`${image.name}.png`, await thumbnail(image)));
      changed();
    } catch (error) {
      // The image keeps its name and an icon; why it cannot be sent is said when it is asked about.
      log(`There is no thumbnail of ${image.name}: ${String(error)}`);
    }
  };

  return {
    folders,
    save,
    clear: async (images) => {
      made.clear();
      const used = [own, ...images.map(({ uri }) => folderOf(home, vscode.Uri.parse(uri)))];
      own = vscode.Uri.joinPath(home, randomUUID());
      const gone = new Set([...used, ...(await oldFolders(home))].map((uri) => uri?.toString() ?? ''));
      await Promise.all([...gone].filter(Boolean).map((uri) => remove(vscode.Uri.parse(uri))));
    },
    address: (image, webview) => {
      const uri = vscode.Uri.parse(image.uri);
      if (isShown(image) && folders().some((folder) => contains(folder, uri))) {
        // The editor caches by address: a changed file needs another one.
        return webview
          .asWebviewUri(uri)
          .with({ query: `v=${image.byteLength}` })
          .toString();
      }
      if (image.header && !made.has(image.id)) void make(image);
      const small = made.get(image.id);
      return small && webview.asWebviewUri(small).toString();
    },
  };
}

/** The folder below `home` in which a file is: that of its conversation, maybe of an earlier window. */
function folderOf(home: vscode.Uri, file: vscode.Uri): vscode.Uri | undefined {
  if (!contains(home, file)) return undefined;
  const [name = ''] = file.path.slice(home.path.length + 1).split('/');
  return vscode.Uri.joinPath(home, name);
}

async function oldFolders(home: vscode.Uri): Promise<readonly vscode.Uri[]> {
  if (!(await statOf(home))) return [];
  const names = (await vscode.workspace.fs.readDirectory(home)).map(([name]) => name);
  const folders = names.map((name) => vscode.Uri.joinPath(home, name));
  const stats = await Promise.all(folders.map(statOf));
  return folders.filter((_, index) => Date.now() - (stats[index]?.mtime ?? Date.now()) > longestKept);
}

/** Nothing was ever pasted, or nothing needed a thumbnail, where there is no folder. */
async function remove(folder: vscode.Uri): Promise<void> {
  if (await statOf(folder)) await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    // The file systems of the editor have no other way to ask.
    return undefined;
  }
}

function isShown({ header, byteLength = 0 }: AttachedImage): boolean {
  return header !== undefined && shownByWebview.has(header.type) && byteLength <= largestShown;
}

function contains(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return (
    folder.scheme === uri.scheme &&
    folder.authority === uri.authority &&
    uri.path.startsWith(`${folder.path.replace(/\/$/, '')}/`)
  );
}
