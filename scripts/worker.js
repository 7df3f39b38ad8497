/** Builds the image worker on its own, for the command line, the tests and the benchmarks. */
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { assemblyscript } from './assemblyscript.js';
import { emscripten } from './emscripten.js';

/** How everything that runs in Node is bundled. */
export const bundled = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.wasm': 'file' },
  plugins: [assemblyscript, emscripten],
  legalComments: 'none',
  // CommonJS dependencies call `require` for Node's own modules; an ES module has to make one for them.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
};

/** Builds `worker.js` into a folder, in a fraction of a second, and returns its URL. */
export async function buildWorker(outdir) {
  await build({
    ...bundled,
    entryPoints: { worker: 'src/core/image/worker/worker.ts' },
    absWorkingDir: new URL('..', import.meta.url).pathname,
    outdir,
    outExtension: { '.js': '.mjs' },
    minify: true,
    logLevel: 'error',
  });
  return pathToFileURL(`${outdir}/worker.mjs`);
}
