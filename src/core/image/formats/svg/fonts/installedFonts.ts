import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

let installed: Promise<readonly string[]> | undefined;

/** Every font file in the folders of the system and of the user. Looked for once. */
export function installedFonts(): Promise<readonly string[]> {
  installed ??= Promise.all(folders().map(fontFiles)).then((lists) => lists.flat());
  return installed;
}

/** Ends of file names that say a style of the same family. */
const style = /^(mt|ps|regular|book|roman|bold|bd|oblique|italic|b|i|z|w3|w6|cjk\w*)*$/;

/** Files of a family: theirs begin with its name, or are called by the start of it (`times.ttf`, `cour.ttf`). */
export function filesOf(family: string, files: readonly string[]): string[] {
  const wanted = plain(family);
  if (wanted.length < 3) return [];
  return files.filter((file) => {
    const name = plain(basename(file).replace(/\.\w+$/, ''));
    if (name.startsWith(wanted)) return style.test(name.slice(wanted.length));
    const short = name.replace(/(bd|bi|b|i|z)$/, '');
    return short.length >= 4 && wanted.startsWith(short);
  });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function folders(): string[] {
  const home = homedir();
  if (process.platform === 'win32')
    return [
      join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts'),
      join(process.env['LOCALAPPDATA'] ?? home, 'Microsoft\\Windows\\Fonts'),
    ];
  if (process.platform === 'darwin')
    return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library/Fonts')];
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(home, '.fonts'),
    join(home, '.local/share/fonts'),
  ];
}

async function fontFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => /\.(ttf|otf|ttc)$/i.test(name)).map((name) => join(folder, name));
  } catch {
    // The folder is not there, or not ours to read: then it has no fonts for us.
    return [];
  }
}
