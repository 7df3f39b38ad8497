import * as vscode from 'vscode';
import type { AttachedImage } from '../../core/ask/conversation.ts';
import { contains, createPictureFiles, type PictureFiles } from './storedImages.ts';

/** What Chromium shows in an `<img>`. */
const shownByWebview = new Set(['png', 'jpeg', 'gif', 'webp', 'bmp', 'ico', 'avif', 'svg']);

/** Largest file whose picture is loaded as it is; anything larger gets a thumbnail of its own (bytes). */
const largestShown = 4_000_000;

/** The pictures that the panel shows. Every image has an address: what has none becomes a file. */
export interface Pictures extends PictureFiles {
  /** Address of a picture that the webview can show, once there is one; `changed` is called when it comes later. */
  readonly address: (image: AttachedImage, webview: vscode.Webview) => string | undefined;
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
  const files = createPictureFiles(storage);
  const folders = () => [storage, ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri)];

  const make = async (image: AttachedImage) => {
    made.set(image.id, undefined);
    try {
      made.set(image.id, await files.save(`${image.name}.png`, await thumbnail(image)));
      changed();
    } catch (error) {
      // The image keeps its name and an icon; why it cannot be sent is said when it is asked about.
      log(`There is no thumbnail of ${image.name}: ${String(error)}`);
    }
  };

  return {
    folders,
    save: files.save,
    clear: async (images) => {
      made.clear();
      await files.clear(images);
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

function isShown({ header, byteLength = 0 }: AttachedImage): boolean {
  return header !== undefined && shownByWebview.has(header.type) && byteLength <= largestShown;
}
