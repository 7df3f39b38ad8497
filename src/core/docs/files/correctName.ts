import type { ImageReference, Range } from '../imageReference.ts';
import { folderOf, nameOf, percentDecoded } from './paths.ts';
import type { Resolution } from './resolve.ts';

/**
 * The edit that replaces the name of a missing image by that of the file that was probably meant; the folders stay as
 * the document writes them. Undefined where more than the name is wrong, it would have to be escaped, or code makes it.
 */
export function correctName(
  text: string,
  { source }: ImageReference,
  { path, nearest }: Extract<Resolution, { state: 'missing' }>,
): { readonly range: Range; readonly text: string } | undefined {
  if (path === undefined || nearest === undefined || folderOf(path) !== folderOf(nearest)) return undefined;
  const written = text.slice(source.range.start, source.range.end);
  const name = nameOf(nearest);
  const old = nameOf(written);
  const plain = written === source.text && percentDecoded(old) === nameOf(path) && /^[\w.-]+$/.test(name);
  if (!plain) return undefined;
  const { end } = source.range;
  return { range: { start: end - old.length, end }, text: name };
}
