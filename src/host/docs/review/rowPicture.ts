import * as vscode from 'vscode';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { readImageBytes } from '../../images/readImage.ts';

/** Longest side in pixels: twice the width of the column, for screens with two pixels each. */
const side = 336;

/**
 * A small picture of a row's image as a `data:` URL, for formats and sizes that no browser shows; undefined where it has no
 * file. @throws RefusalError, and Error where the file cannot be read.
 */
export async function rowPicture(
  { image }: ReviewRow,
  thumbnailUrl: ImageAccess['thumbnailUrl'],
  signal: AbortSignal,
): Promise<string | undefined> {
  if (image.uri === undefined) return undefined;
  return thumbnailUrl(await readImageBytes(vscode.Uri.parse(image.uri), signal), side, signal);
}
