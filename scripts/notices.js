import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import licenses from 'spdx-license-list/full.js';
import { compiledLibraries } from './compiledLibraries.js';

/**
 * The licences of every package whose code is in the bundles, as one text: their authors ask for it.
 * @param {import('esbuild').Metafile[]} metafiles
 * @returns {Promise<string>}
 * @throws {Error} when a bundled package states no licence, or brings WebAssembly of unknown libraries.
 */
export async function notices(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs)).flatMap(inputsOf);
  const folders = new Set(['node_modules/@vscode/codicons', ...inputs.map(packageFolder)]);
  const compiled = new Set(inputs.filter((input) => input.endsWith('.wasm')).map(packageFolder));
  folders.delete(undefined);
  const texts = await Promise.all([...folders].sort().map((folder) => notice(folder, compiled.has(folder))));
  return texts.join(`\n${'-'.repeat(78)}\n\n`);
}

function inputsOf({ inputs }) {
  return Object.keys(inputs).map((input) => input.replaceAll('\\', '/'));
}

function packageFolder(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

async function notice(folder, isCompiled) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
  if (!license && texts.length === 0) throw new Error(`${name} is bundled but states no licence`);
  const parts = [`${name} ${version} (${license ?? 'see below'})`, ...texts.map((text) => text.trim())];
  return `${[...parts, ...(isCompiled ? compiledNotice(name) : [])].join('\n\n')}\n`;
}

/** The libraries inside a package, then the text of each of their licences once. */
function compiledNotice(name) {
  const libraries = Object.hasOwn(compiledLibraries, name) ? compiledLibraries[name] : [];
  if (libraries.length === 0)
    throw new Error(`${name} brings WebAssembly: name its libraries in scripts/compiledLibraries.js`);
  const listed = libraries.map(({ name, license, copyright, source, note }) =>
    [`${name} (${license})`, copyright, `Source: ${source}`, ...(note ? [note] : [])].join('\n'),
  );
  const texts = [...new Set(libraries.map(({ license }) => license))].map(licenseText);
  return [`Compiled into ${name}:`, ...listed, ...texts];
}

/** Without the line for the copyright, which each library has for itself. The LGPL's holds the GPL's as well. */
function licenseText(id) {
  const text = licenses[id].licenseText.replace(/^Copyright \(c\) <year>.*\n+/m, '');
  return `${licenses[id].name}\n\n${text.trim()}`;
}
