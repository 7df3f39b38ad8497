import { trimEnd } from '../../core/trimEnd.ts';

/** Characters of a file name; each takes at most four bytes of the 255 that file systems have for a name. */
const longest = 60;

/** A name that any file system takes, with the end of the given one, so that its extension stays. */
export function fileName(name: string): string {
  const allowed = name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_');
  const end = [...allowed].slice(-longest).join('');
  return trimEnd(end, '. ') || 'image';
}
