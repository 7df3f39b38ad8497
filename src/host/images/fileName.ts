/** Characters of a file name; each takes at most four bytes of the 255 that file systems have for a name. */
const longest = 60;

/** A name that any file system takes, with the end of the given one, so that its extension stays. */
export function fileName(name: string): string {
  const allowed = [...name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')].slice(-longest);
  const last = allowed.findLastIndex((letter) => letter !== '.' && letter !== ' ');
  return last < 0 ? 'image' : allowed.slice(0, last + 1).join('');
}
