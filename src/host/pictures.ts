import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { AttachedImage } from '../core/conversation.ts';
import { fileName } from './fileName.ts';

/** What Chromium shows in an `<img>`. */
const shownByWebview = new Set(['png', 'jpeg', 'gif', 'webp', 'bmp', 'ico', 'avif', 'svg']);

/** Largest file whose picture is loaded as it is; anything larger gets a thumbnail of its own (bytes). */
const largestShown = 4_000_000;

export interface Pictures {
  /** A file made of pasted or dropped bytes, so that every image has an address. */
  readonly save: (name: string, bytes: Uint8Array) => Promise<vscode.Uri>;
  /** Address of a picture that the webview can show, once there is one; `changed` is called when it comes later. */
  readonly address: (image: AttachedImage, webview: vscode.Webview) => string | undefined;
  /** Deletes all files that were made. */
  readonly clear: () => Promise<void>;
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
  const folders = () => [storage, ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri)];

  const save = async (folder: string, name: string, bytes: Uint8Array) => {
    // The hash as folder: two images of one name stay apart, the same image saved twice is one file.
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const uri = vscode.Uri.joinPath(storage, folder, hash, fileName(name));
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri;
  };

  const make = async (image: AttachedImage) => {
    made.set(image.id, undefined);
    try {
      made.set(image.id, await save('thumbnails', `${image.name}.png`, await thumbnail(image)));
      changed();
    } catch (error) {
      // The image keeps its name and an icon; why it cannot be sent is said when it is asked about.
      log(`There is no thumbnail of ${image.name}: ${String(error)}`);
    }
  };

  return {
    folders,
    save: (name, bytes) => save('pasted', name, bytes),
    clear: async () => {
      made.clear();
      for (const folder of ['pasted', 'thumbnails']) {
        const uri = vscode.Uri.joinPath(storage, folder);
        // Nothing was ever pasted, or nothing needed a thumbnail.
        if (!(await exists(uri))) continue;
        await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
      }
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

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // The file systems of the editor have no other way to ask.
    return false;
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
