/** Compiles `import path from './kernel/kernel.wasm'` from the AssemblyScript source of the same name beside it. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../node_modules/.cache/assemblyscript', import.meta.url));

/** An esbuild plugin for `.wasm` files of our own; those of packages stay with the `file` loader. */
export const assemblyscript = {
  name: 'assemblyscript',
  setup(build) {
    build.onLoad({ filter: /[\\/]kernel[\\/]kernel\.wasm$/ }, async ({ path }) => ({
      contents: await compiled(path.replace(/\.wasm$/, '.ts')),
      loader: 'file',
      watchDirs: [dirname(path)],
      watchFiles: await sources(dirname(path)),
    }));
    build.onResolve({ filter: /^\..*[\\/]kernel\.wasm$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
    }));
  },
};

async function sources(folder) {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

/** The module for an entry file, from the cache when nothing changed: the compiler takes seconds. */
async function compiled(entry) {
  const files = (await sources(dirname(entry))).sort();
  const hash = createHash('sha256').update(await readFile(fileURLToPath(import.meta.url)));
  for (const file of files) hash.update(await readFile(file));
  const output = join(cache, `${hash.digest('hex').slice(0, 16)}.wasm`);
  try {
    return await readFile(output);
  } catch {
    // Not there yet.
    return await compile(entry, output);
  }
}

async function compile(entry, output) {
  const { default: asc } = await import('assemblyscript/asc');
  let module;
  const root = dirname(entry);
  const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='];
  const { error, stderr } = await asc.main(
    [entry.slice(root.length + 1), '--baseDir', root, '--outFile', 'kernel.wasm', ...options],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) module = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  await mkdir(cache, { recursive: true });
  // Builds run side by side: a file appears whole or not at all.
  const partial = `${output}.${process.pid}`;
  await writeFile(partial, module);
  await rename(partial, output);
  return module;
}
