import { join, resolve } from 'node:path';
import { run } from './command.ts';

/** Packages the extension that offers a language model to the editor, into a folder; gives the path of the VSIX. */
export async function packageTestModels(folder: string): Promise<string> {
  const vsix = join(folder, 'test-models.vsix');
  const vsce = resolve('node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  await run(process.execPath, [vsce, 'package', ...options], 'test/editor/models');
  return vsix;
}
