import { spawnSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What activation costs: the code that `extension.js` brings with it, and the time a fresh Node takes to load it,
 * beside an empty module and the chunks that wait for their first use. Run it after `npm run package`.
 */
const rounds = 15;
const empty = 'data:text/javascript,export{}';
const lazy: readonly (readonly [string, RegExp])[] = [
  ['Messages API client', /^connect-.*\.js$/],
  ['undici', /^undiciParts-.*\.js$/],
  ['image pool', /^pool-.*\.js$/],
];

/** Resolves `vscode` to an empty module: nothing of it is used before activation. */
const resolveEditor = `export const resolve = (name, context, next) =>
  name === 'vscode' ? { url: '${empty}', shortCircuit: true } : next(name, context);`;
const editorStandIn = `data:text/javascript,${encodeURIComponent(
  `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(resolveEditor)}`)});`,
)}`;
const chunks = await readdir('dist/chunks');
const rows: [string, string][] = [['extension.js', resolve('dist/extension.js')]];
for (const [name, pattern] of lazy) {
  const file = chunks.find((chunk) => pattern.test(chunk));
  if (file) rows.push([name, resolve('dist/chunks', file)]);
}

const base = median(empty);
console.log('| loaded in a fresh process | kB, minified | ms | ÷ an empty module |\n|---|---|---|---|');
console.log(`| an empty module | 0 | ${base.toFixed(0)} | 1 |`);
for (const [name, file] of rows) {
  const size = await bytesWithImports(file);
  const ms = median(pathToFileURL(file).href);
  console.log(`| ${name} | ${(size / 1000).toFixed(1)} | ${ms.toFixed(0)} | ${(ms / base).toFixed(2)} |`);
}

/** The file and everything it imports at once. */
async function bytesWithImports(file: string, seen = new Set<string>()): Promise<number> {
  if (seen.has(file)) return 0;
  seen.add(file);
  let { size } = await stat(file);
  for (const [, path = ''] of (await readFile(file, 'utf8')).matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
    size += await bytesWithImports(join(dirname(file), path), seen);
  return size;
}

/** Milliseconds from the start of a process to the module being there. */
function median(url: string): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [
      ...['--import', editorStandIn, '--input-type=module', '--eval', `await import(${JSON.stringify(url)})`],
    ]);
    if (status !== 0) throw new Error(stderr.toString());
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
