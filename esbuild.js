/**
 * Builds dist/: the host bundle (with chunks that load on first use), the image worker and the panel.
 * `--watch` rebuilds on change, `--production` minifies and writes no source maps.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { notices } from './scripts/notices.js';
import { announced } from './scripts/watch.js';
import { bundled } from './scripts/worker.js';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const shared = {
  bundle: true,
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  loader: { '.wasm': 'file', '.ttf': 'file' },
  assetNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
};

/** Mermaid is large, and the panel has it already: the host loads the same files. */
const mermaidOfPanel = {
  name: 'mermaid-of-panel',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/diagram\/readMermaid\.ts$/ }, () => ({ path: '../mermaid.js', external: true })),
};

const host = {
  ...bundled,
  ...shared,
  entryPoints: { extension: 'src/extension.ts', worker: 'src/core/image/worker/worker.ts' },
  external: ['vscode'],
  plugins: [...(bundled.plugins ?? []), mermaidOfPanel],
  // Its `main` asks for its parts in a way that no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

const panel = {
  ...shared,
  entryPoints: {
    panel: 'src/webview/panel.ts',
    review: 'src/webview/review/review.ts',
    'early/earlyBox': 'src/webview/early/earlyBox.ts',
    mermaid: 'src/diagram/readMermaid.ts',
  },
  platform: 'browser',
  target: 'chrome130',
  format: 'esm',
  splitting: true,
  // Parts of Mermaid that the panel has no use for: formulas inside diagrams, and a layout that no diagram can choose.
  external: ['katex', 'elkjs'],
  chunkNames: 'panel/[name]-[hash]',
};

async function copyCodicons() {
  await mkdir('dist', { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf'])
    await cp(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);
}

async function build() {
  // A package holds nothing of an earlier build; a build for development may be in use by an editor.
  if (production) await rm('dist', { recursive: true, force: true });
  await copyCodicons();
  const bundles = watch ? announced([host, panel]) : [host, panel];
  const contexts = await Promise.all(bundles.map((bundle) => context(bundle)));
  if (watch) {
    await Promise.all(contexts.map((one) => one.watch()));
    return;
  }
  const results = await Promise.all(contexts.map((one) => one.rebuild()));
  await writeFile('dist/NOTICES.txt', await notices(results.map((result) => result.metafile)));
  await Promise.all(contexts.map((one) => one.dispose()));
}

await build();
