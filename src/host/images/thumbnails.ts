import * as vscode from 'vscode';
import { isWholeFile, partsKey } from '../../core/ask/imageParts.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import { type Refusal, RefusalError } from '../../core/image/imageTypes.ts';
import { isShownDirectly } from '../../core/image/shownDirectly.ts';
import { imageFolders } from './imageFolders.ts';
import { contains, createStoredImages, type StoredImages } from './storedImages.ts';

/** Bytes of the largest file that a webview loads as it is; anything larger gets a thumbnail. */
const largestShown = 4_000_000;

/** The same in the viewer, and the most pixels, which take 4 bytes each. */
const largestWholeFile = 40_000_000;
const largestWhole = 64_000_000;

/** Thumbnails that are made for a list of conversations. */
const mostMade = 20;

export interface ThumbnailsDependencies {
  /** Where files may be stored. */
  readonly storage: vscode.Uri;
  readonly thumbnail: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
  /** The whole picture, for the viewer. */
  readonly preview: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
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
  /** By what is shown of an image; undefined while it is being made. */
  readonly #made = new Map<string, vscode.Uri | 'failed' | undefined>();
  /** Ids of the images that are shown in the viewer, or were. */
  readonly #whole = new Set<string>();

  /** A thumbnail was made. */
  readonly onDidChange = this.#changes.event;

  constructor(dependencies: ThumbnailsDependencies) {
    this.#dependencies = dependencies;
    this.#stored = createStoredImages(dependencies.storage);
  }

  /** Makes a file of an image that has no address of its own. */
  save(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
    return this.#stored.save(name, bytes);
  }

  /** Deletes those of these addresses that are files made by `save`. */
  deleteFiles(addresses: readonly string[]): Promise<void> {
    return this.#stored.delete(addresses.map((address) => vscode.Uri.parse(address)));
  }

  /** The image was pasted or made, and is stored nowhere else. */
  holds({ uri }: AttachedImage): boolean {
    return contains(this.#dependencies.storage, vscode.Uri.parse(uri));
  }

  /** An address that the webview can show; undefined until the thumbnail is made, which an event announces. */
  address(image: AttachedImage, webview: vscode.Webview): string | undefined {
    return this.#address(image, webview, true);
  }

  /**
   * Addresses for a long list: thumbnails that are not there yet are only made for its first images. Undefined for the
   * others until then.
   */
  listed(webview: vscode.Webview): (image: AttachedImage, row: number) => string | undefined {
    return (image, row) => this.#address(image, webview, row < mostMade);
  }

  /** Has the whole picture made for the viewer. */
  showWhole(image: string): void {
    this.#whole.add(image);
    this.#changes.fire();
  }

  /**
   * The address of the whole picture, parts that are redacted included, once `showWhole` has asked for it: the file itself
   * where a webview shows it. `failed` where there is none; undefined until it is made.
   */
  wholeAddress(image: AttachedImage, webview: vscode.Webview): string | undefined {
    const { id, header, frame = 0 } = image;
    if (!this.#whole.has(id) || !header) return undefined;
    if (isShownWhole(image) && this.#isReachable(image)) return fileAddress(image, webview);
    const made = this.#picture(
      `${frame} ${image.uri} ${image.byteLength}`,
      image,
      this.#dependencies.preview,
    );
    return made instanceof vscode.Uri ? webview.asWebviewUri(made).toString() : made;
  }

  dispose(): void {
    this.#closed.abort();
    this.#changes.dispose();
  }

  #address(image: AttachedImage, webview: vscode.Webview, make: boolean): string | undefined {
    const { frame = 0 } = image;
    if (isShown(image) && frame === 0 && isWholeFile(image) && this.#isReachable(image))
      return fileAddress(image, webview);
    const key = `${frame} ${partsKey(image)}`;
    if (!image.header || !(make || this.#made.has(key))) return undefined;
    const made = this.#picture(key, image, this.#dependencies.thumbnail);
    return made instanceof vscode.Uri ? webview.asWebviewUri(made).toString() : undefined;
  }

  #isReachable({ uri }: AttachedImage): boolean {
    return imageFolders(this.#dependencies.storage).some((folder) => contains(folder, vscode.Uri.parse(uri)));
  }

  #picture(key: string, image: AttachedImage, make: MakePicture): vscode.Uri | 'failed' | undefined {
    if (!this.#made.has(key)) void this.#make(key, image, make);
    return this.#made.get(key);
  }

  async #make(key: string, image: AttachedImage, make: MakePicture): Promise<void> {
    const { refused, log } = this.#dependencies;
    this.#made.set(key, undefined);
    try {
      const bytes = await make(image, this.#closed.signal);
      this.#made.set(key, await this.#stored.saveThumbnail(`${image.name}.png`, bytes));
    } catch (error) {
      this.#made.set(key, 'failed');
      if (error instanceof RefusalError) refused(image, error.refusal);
      log(`There is no thumbnail of ${image.name}: ${String(error)}`);
    }
    this.#changes.fire();
  }
}

type MakePicture = ThumbnailsDependencies['thumbnail'];

function fileAddress({ uri, byteLength }: AttachedImage, webview: vscode.Webview): string {
  // The editor caches by address: a changed file needs another one.
  return webview
    .asWebviewUri(vscode.Uri.parse(uri))
    .with({ query: `v=${byteLength}` })
    .toString();
}

function isShown({ header, byteLength = 0 }: AttachedImage): boolean {
  return header !== undefined && isShownDirectly(header) && byteLength <= largestShown;
}

/** The viewer shows a single picture, so it may be larger than one of many; an animation is shown as the frame that is sent. */
function isShownWhole({ header, byteLength = 0 }: AttachedImage): boolean {
  return header?.frames === 1 && isShownDirectly(header, largestWhole) && byteLength <= largestWholeFile;
}
