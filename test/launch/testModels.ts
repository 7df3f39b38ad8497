import { join } from 'node:path';
import { run } from './command.ts';

/** Packages the extension that offers a language model to the editor, into a folder; gives the path of the VSIX. */
export async function packageTestModels(folder: string): Promise<string> {
  const vsix = join(folder, 'test-models.vsix');
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--out',
    vsix,
  ];
  await run(join('node_modules', '.bin', 'vsce'), args, 'test/editor/models');
  return vsix;
}
