import * as vscode from 'vscode';
import type { AttachedImage, ImageFacts } from '../../core/ask/conversation.ts';
import type { PreparationParts } from '../../core/ask/imagePreparation.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import type { Pool } from '../../core/image/pool.ts';
import { readImageBytes } from './readImage.ts';

/** Longest side of a thumbnail, in pixels: the panel shows them at half of it or less. */
const thumbnailSide = 320;

/** Reading and preparing images; the worker and its code come with the first image that needs them. */
export interface Images extends PreparationParts, vscode.Disposable {
  readonly inspect: (image: AttachedImage) => Promise<ImageFacts>;
  /** A small picture, for what a webview cannot show itself. */
  readonly thumbnail: (image: AttachedImage) => Promise<Uint8Array>;
}

export function createImages(worker: URL): Images {
  let pool: Promise<Pool> | undefined;
  const started = () => {
    pool ??= import('../../core/image/pool.ts').then(({ createPool }) => createPool({ worker }));
    return pool;
  };
  const readBytes = (image: AttachedImage, signal: AbortSignal) =>
    readImageBytes(vscode.Uri.parse(image.uri), signal);
  return {
    readBytes,
    inspect: (image) => inspect(image, readBytes),
    prepare: async (bytes, options, signal) => (await started()).prepare(bytes, options, signal),
    thumbnail: async (image) => {
      const { signal } = new AbortController();
      const url = await (await started()).thumbnail(await readBytes(image, signal), thumbnailSide, signal);
      return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    },
    dispose: () => void pool?.then((running) => running.dispose()),
  };
}

async function inspect(image: AttachedImage, readBytes: PreparationParts['readBytes']): Promise<ImageFacts> {
  const { isRefusal, probe } = await import('../../core/image/probe.ts');
  try {
    const bytes = await readBytes(image, new AbortController().signal);
    const found = probe(bytes);
    const { byteLength } = bytes;
    return isRefusal(found) ? { byteLength, problem: found } : { byteLength, header: found };
  } catch (error) {
    if (error instanceof RefusalError) return { problem: error.refusal };
    throw error;
  }
}

/** An image of the workspace, not yet looked at. */
export function attachedImage(uri: vscode.Uri): AttachedImage {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return { id: crypto.randomUUID(), name, uri: uri.toString() };
}
