import * as vscode from 'vscode';
import type { AttachedImage } from '../../core/ask/question.ts';
import { type Refusal, RefusalError } from '../../core/image/imageTypes.ts';
import { isShownDirectly } from '../../core/image/shownDirectly.ts';
import { contains, createStoredImages, type StoredImages } from './storedImages.ts';

/** Bytes of the largest file that a webview loads as it is; anything larger gets a thumbnail. */
const largestShown = 4_000_000;

export interface ThumbnailsDependencies {
  /** Where files may be stored. */
  readonly storage: vscode.Uri;
  readonly thumbnail: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
  /** Called when an image cannot be opened, and so cannot be sent either. */
  readonly refused: (image: AttachedImage, refusal: Refusal) => void;
  readonly log: (line: string) => void;
}

/** The images that the panel shows. Each has an address: what has none becomes a file. */
export class Thumbnails implements vscode.Disposable {
  readonly #dependencies: ThumbnailsDependencies;
  readonly #stored: StoredImages;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #closed = new AbortController();
  /** By id of the image; undefined while it is being made, or could not be made. */
  readonly #made = new Map<string, vscode.Uri | undefined>();

  /** A thumbnail was made. */
  readonly onDidChange = this.#changes.event;

  constructor(dependencies: ThumbnailsDependencies) {
    this.#dependencies = dependencies;
    this.#stored = createStoredImages(dependencies.storage);
  }

  /** Folders that a webview may load from. */
  readonly folders = (): readonly vscode.Uri[] => {
    const workspace = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
    return [this.#dependencies.storage, ...workspace];
  };

  /** Makes a file of an image that has no address of its own. */
  save(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
    return this.#stored.save(name, bytes);
  }

  /** Deletes the files that were made for a conversation with these images. */
  async clear(images: readonly AttachedImage[]): Promise<void> {
    this.#made.clear();
    await this.#stored.clear(images);
  }

  /** An address that the webview can show; undefined until the thumbnail is made, which an event announces. */
  address(image: AttachedImage, webview: vscode.Webview): string | undefined {
    const uri = vscode.Uri.parse(image.uri);
    if (isShown(image) && this.folders().some((folder) => contains(folder, uri))) {
      // The editor caches by address: a changed file needs another one.
      return webview
        .asWebviewUri(uri)
        .with({ query: `v=${image.byteLength}` })
        .toString();
    }
    if (image.header && !this.#made.has(image.id)) void this.#make(image);
    const made = this.#made.get(image.id);
    return made && webview.asWebviewUri(made).toString();
  }

  dispose(): void {
    this.#closed.abort();
    this.#changes.dispose();
  }

  async #make(image: AttachedImage): Promise<void> {
    const { thumbnail, refused, log } = this.#dependencies;
    this.#made.set(image.id, undefined);
    try {
      const bytes = await thumbnail(image, this.#closed.signal);
      this.#made.set(image.id, await this.save(`${image.name}.png`, bytes));
      this.#changes.fire();
    } catch (error) {
      if (error instanceof RefusalError) refused(image, error.refusal);
      log(`There is no thumbnail of ${image.name}: ${String(error)}`);
    }
  }
}

function isShown({ header, byteLength = 0 }: AttachedImage): boolean {
  return header !== undefined && isShownDirectly(header) && byteLength <= largestShown;
}
