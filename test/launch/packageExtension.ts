import { basename, join, resolve } from 'node:path';
import { run } from './command.ts';

/** Packages a small extension that needs no build into a folder; gives the path of the VSIX. */
export async function packageExtension(source: string, folder: string): Promise<string> {
  const vsix = join(folder, `${basename(source)}.vsix`);
  const vsce = resolve('node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  await run(process.execPath, [vsce, 'package', ...options], source);
  return vsix;
}
