import { FailureError } from '../../errors.ts';
import { joined } from '../files/paths.ts';

/** A house style as a setting has it, and the folder that a path in it counts from. */
export interface StyleSetting {
  /** The style itself or, on one line that ends as a text file does, the path of the file that holds it. */
  readonly value: string;
  /** Folders are absolute, with `/` between names; undefined where no folder is open. */
  readonly folder: string | undefined;
  /** The file has to lie in this one. */
  readonly root: string | undefined;
}

/** What goes into every request for an alt text. */
export interface HouseStyle {
  readonly text: string;
  /** It was longer than {@link longestStyle}. */
  readonly isCut: boolean;
}

/** Characters: each of them is paid for with each image. */
export const longestStyle = 4000;

/**
 * Reads a house style. `read` gives the text of a file by its absolute path, or undefined where there is none.
 *
 * @throws FailureError `noStyle` for a path that leads out of the root, or to no file; its detail is the path.
 */
export async function readStyle(
  { value, folder, root }: StyleSetting,
  read: (path: string) => Promise<string | undefined>,
): Promise<HouseStyle> {
  if (!isStyleFile(value)) return boundedStyle(value);
  const path = folder === undefined ? undefined : fileIn(folder, value);
  const isInside = path !== undefined && root !== undefined && path.startsWith(`${root.replace(/\/$/, '')}/`);
  const text = isInside ? await read(path) : undefined;
  if (text === undefined) throw new FailureError({ kind: 'noStyle', detail: value });
  return boundedStyle(text);
}

/** Whether a setting names a file. */
export function isStyleFile(value: string): boolean {
  return textFile.test(value);
}

const textFile = /^[^\r\n]+\.(?:md|markdown|mdx|txt|adoc|asciidoc|rst)$/i;

/** Undefined for a path that does not count from a folder, or leads out of all. */
function fileIn(folder: string, value: string): string | undefined {
  const path = value.replaceAll('\\', '/');
  if (/^(?:[/~]|[a-z][a-z\d+.-]*:)/i.test(path)) return undefined;
  const found = joined(folder, path);
  return found === undefined ? undefined : `${/^\//.exec(folder) ?? ''}${found}`;
}

/** Cut after a line or a word. */
function boundedStyle(given: string): HouseStyle {
  const text = given
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .trim();
  if (text.length <= longestStyle) return { text, isCut: false };
  const kept = text.slice(0, longestStyle);
  const end = Math.max(kept.lastIndexOf('\n'), kept.lastIndexOf(' '));
  return { text: `${kept.slice(0, end < 0 ? longestStyle : end).trimEnd()} […]`, isCut: true };
}
