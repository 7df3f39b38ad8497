import * as vscode from 'vscode';
import type { ReadAndPrepare } from '../../core/ask/asking.ts';
import { partsOf } from '../../core/ask/imageParts.ts';
import type { AttachedImage, ImageFacts } from '../../core/ask/question.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import type { Pool } from '../../core/image/pool.ts';
import { readImageBytes } from './readImage.ts';

/** Longest side of a thumbnail, in pixels: the panel shows them at half of it or less. */
const thumbnailSide = 320;

/** Longest side of the picture in the viewer where the file itself cannot be shown: as much as any model sees. */
const previewSide = 2576;

/** Reads and prepares images. The worker and its code load with the first image that needs them. */
export interface ImageAccess extends ReadAndPrepare, vscode.Disposable {
  readonly inspect: (image: AttachedImage, signal: AbortSignal) => Promise<ImageFacts>;
  /** A small PNG or JPEG, for what a webview cannot or must not be handed itself. @throws RefusalError. */
  readonly thumbnail: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
  /** The whole picture, as large as the viewer needs it, for the same images. @throws RefusalError. */
  readonly preview: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
  /** A thumbnail as a data URL, its longest side at most `side` pixels; takes the bytes over. @throws RefusalError. */
  readonly thumbnailUrl: (bytes: Uint8Array, side: number, signal: AbortSignal) => Promise<string>;
}

export function createImageAccess(worker: URL): ImageAccess {
  let pool: Promise<Pool> | undefined;
  const started = () => {
    pool ??= import('../../core/image/pool.ts').then(({ createPool }) => createPool({ worker }));
    return pool;
  };
  const readBytes = (image: AttachedImage, signal: AbortSignal) =>
    readImageBytes(vscode.Uri.parse(image.uri), signal);
  const thumbnail: Pool['thumbnail'] = async (...args) => (await started()).thumbnail(...args);
  return {
    readBytes,
    thumbnailUrl: async (file, side, signal) => {
      const { mediaType, bytes } = await thumbnail(file, { side }, signal);
      return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
    },
    inspect: (image, signal) => inspect(() => readBytes(image, signal), thumbnail, signal),
    prepare: async (bytes, options, signal) => (await started()).prepare(bytes, options, signal),
    thumbnail: async (image, signal) =>
      (await thumbnail(await readBytes(image, signal), { side: thumbnailSide, ...partsOf(image) }, signal))
        .bytes,
    preview: async (image, signal) => {
      const { frame = 0 } = image;
      return (await thumbnail(await readBytes(image, signal), { side: previewSide, frame }, signal)).bytes;
    },
    dispose: () => void pool?.then((running) => running.dispose()),
  };
}

async function inspect(
  read: () => Promise<Uint8Array>,
  thumbnail: Pool['thumbnail'],
  signal: AbortSignal,
): Promise<ImageFacts> {
  const { inspectBytes } = await import('./inspectBytes.ts');
  try {
    return await inspectBytes(await read(), thumbnail, signal);
  } catch (error) {
    if (error instanceof RefusalError) return { problem: error.refusal };
    throw error;
  }
}

/** An image of the workspace, not yet looked at; it is called by its file where it has no name of its own. */
export function attachedImage(
  uri: vscode.Uri,
  name = uri.path.slice(uri.path.lastIndexOf('/') + 1),
): AttachedImage {
  return { id: crypto.randomUUID(), name, uri: uri.toString() };
}
