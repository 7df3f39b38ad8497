import { nameOf, percentDecoded, stemOf, withoutQuery } from '../files/paths.ts';
import type { ImageReference } from '../imageReference.ts';

/** Whether an alt text is the name of a file: of this one, of another, or as cameras and screenshot tools give them. */
export function isFileName({ alt, source }: Pick<ImageReference, 'alt' | 'source'>): boolean {
  const text = alt.text.trim();
  if (FILE_ENDING.test(text) || isGivenByTool(text)) return true;
  // A file may be called by a good name: words with spaces between them pass.
  if (/\s/.test(text)) return false;
  const name = nameOf(percentDecoded(withoutQuery(source.text))).toLowerCase();
  return text.toLowerCase() === name || text.toLowerCase() === stemOf(name);
}

const FILE_ENDING = /[^\s./\\]\.(?:png|jpe?g|jfif|gif|webp|avif|svgz?|bmp|tiff?|ico|hei[cf]|pdf)$/i;

const TOOLS: ReadonlySet<string> = new Set([
  ...['img', 'dsc', 'dscn', 'dscf', 'pxl', 'mvimg', 'image', 'photo', 'clipboard', 'pasted image', 'capture'],
  ...['screen shot', 'screenshot', 'cleanshot', 'snip', 'snipaste', 'whatsapp image', 'signal', 'scan'],
  ...['bildschirmfoto', 'capture d écran', 'captura de pantalla', 'captura de tela', 'schermata'],
]);

/** Characters of a file name on the usual file systems. */
const LONGEST_NAME = 255;

/** Characters between the numbers of a date, a time or a size. */
const BETWEEN = /^(?:at|from|vom|um|à|a|las|alle|am|pm|x|wa|copy)$/;

/** `IMG_20240301_1234`, `Screenshot 2024-03-01 at 10.11.12`; and hashes, which have no words at all. */
function isGivenByTool(text: string): boolean {
  if (/^(?=\D*\d)[\da-f][\da-f-]{14,}[\da-f]$/i.test(text)) return true;
  if (text.length > LONGEST_NAME) return false;
  const parts = text.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
  const digits = parts.filter((part) => /^\p{N}/u.test(part)).join('').length;
  const words = parts.filter((part) => !/^\p{N}/u.test(part) && !BETWEEN.test(part));
  return digits > 1 && TOOLS.has(words.join(' '));
}
