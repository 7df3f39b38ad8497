import { fontFiles } from '#platform/fontFiles.ts';

let installed: Promise<readonly string[]> | undefined;

/** Paths of every installed font. Searched once. */
export function installedFonts(): Promise<readonly string[]> {
  installed ??= fontFiles();
  return installed;
}

/** Ends of file names that name a style of the same family. */
const style = /^(?:mt|ps|regular|book|roman|bold|bd|oblique|italic|b|i|z|w3|w6)*(?:cjk\w*)?$/;

/** Files of a family: their names begin with its name, or are the start of it (`times.ttf`, `cour.ttf`). */
export function filesOf(family: string, files: readonly string[]): string[] {
  const wanted = plain(family);
  if (wanted.length < 3) return [];
  return files.filter((file) => {
    const fileName = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    const name = plain(fileName.replace(/\.\w+$/, ''));
    if (name.startsWith(wanted)) return style.test(name.slice(wanted.length));
    const short = name.replace(/(bd|bi|b|i|z)$/, '');
    return short.length >= 4 && wanted.startsWith(short);
  });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
