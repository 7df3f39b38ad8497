import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Paths of the font files in the folders of the system and of the user. */
export async function fontFiles(): Promise<readonly string[]> {
  return (await Promise.all(folders().map(filesIn))).flat();
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

async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => /\.(ttf|otf|ttc)$/i.test(name)).map((name) => join(folder, name));
  } catch {
    // The folder does not exist or cannot be read, so it has no fonts for us.
    return [];
  }
}
