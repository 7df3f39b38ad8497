import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licences of every package whose code is in the bundles, as one text: their authors ask for it.
 * @param {import('esbuild').Metafile[]} metafiles
 * @returns {Promise<string>} throws when a bundled package states no licence.
 */
export async function notices(metafiles) {
  const folders = new Set(['node_modules/@vscode/codicons']);
  for (const metafile of metafiles)
    for (const output of Object.values(metafile.outputs))
      for (const input of Object.keys(output.inputs)) addPackage(folders, input);
  const texts = await Promise.all([...folders].sort().map(notice));
  return texts.join(`\n${'-'.repeat(78)}\n\n`);
}

function addPackage(folders, input) {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/'));
  if (found) folders.add(found[0]);
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
  if (!license && texts.length === 0) throw new Error(`${name} is bundled but states no licence`);
  return `${name} ${version} (${license ?? 'see below'})\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`;
}
