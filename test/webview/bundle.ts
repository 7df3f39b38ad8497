import { type BuildOptions, build } from 'esbuild';

const root = new URL('../../', import.meta.url);

const shared = {
  bundle: true,
  platform: 'browser',
  target: 'chrome130',
  write: false,
} satisfies BuildOptions;

let built: Promise<Map<string, string>> | undefined;

/** The panel and the review as esbuild.js builds them, in memory and once a run: text by path. */
export function panelBundle(): Promise<Map<string, string>> {
  built ??= build({
    ...shared,
    entryPoints: {
      panel: new URL('src/webview/panel.ts', root).pathname,
      review: new URL('src/webview/review/review.ts', root).pathname,
    },
    format: 'esm',
    splitting: true,
    external: ['katex', 'elkjs'],
    outdir: '/dist',
    chunkNames: 'panel/[name]-[hash]',
  }).then(({ outputFiles }) => new Map(outputFiles.map(({ path, text }) => [path, text])));
  return built;
}

/** The script that runs before the panel's own, as esbuild.js builds it. */
export async function earlyScript(): Promise<string> {
  const entry = new URL('src/webview/early/earlyBox.ts', root).pathname;
  const { outputFiles } = await build({ ...shared, entryPoints: [entry], format: 'esm' });
  return outputFiles[0]?.text ?? '';
}

/** A script that leaves the exports of one module in a global variable, to try that module alone in a page. */
export async function bundle(module: string, globalName: string): Promise<string> {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [new URL(module, root).pathname],
    format: 'iife',
    globalName,
    footer: { js: `globalThis.${globalName} = ${globalName};` },
  });
  return outputFiles[0]?.text ?? '';
}
