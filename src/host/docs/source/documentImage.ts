import type * as vscode from 'vscode';
import type { Fetch } from '../../../core/api/answerTypes.ts';
import type { AttachedImage } from '../../../core/ask/question.ts';
import { sha256 } from '../../../core/sha256.ts';
import { fetchImage, isFetchedByServer } from './remoteImage.ts';

/** An image that a document shows: bytes to be read, with the address of their file if they have one, or a web address. */
export type DocumentImage = { readonly name: string } & (
  | { readonly read: (signal: AbortSignal) => Promise<Uint8Array>; readonly uri?: vscode.Uri }
  | { readonly url: URL }
);

/** Its id is the same for each image, since a question about a document shows one image only. */
export function asAttached(image: DocumentImage): AttachedImage {
  const id = 'image';
  if (!('url' in image)) return { id, name: image.name, uri: image.uri?.toString() ?? '' };
  return { id, name: image.name, uri: image.url.href, byAddress: isFetchedByServer(image.url) };
}

/**
 * The SHA-256 of its bytes or, for an image on the web, its address, since its bytes may be read by the server alone.
 *
 * @throws RefusalError for what cannot be read.
 */
export async function imageIdentity(image: DocumentImage, signal: AbortSignal): Promise<string> {
  return 'url' in image ? image.url.href : sha256(await image.read(signal));
}

/** @throws RefusalError for what is no image or cannot be read. */
export async function readDocumentImage(
  image: DocumentImage,
  fetch: () => Promise<Fetch>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return 'url' in image ? fetchImage(await fetch(), image.url, signal) : image.read(signal);
}
