import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };

const run = promisify(execFile);

/** A file that `npm run check` must refuse, and a word of the reason it must give. */
interface Planted {
  readonly file: string;
  readonly code: string;
  readonly reason: RegExp;
}

const plant = (file: string, code: string, reason: RegExp): Planted => ({ file, code, reason });

const forbiddenImports = [
  plant('src/core/vscode.ts', `import * as vscode from 'vscode'; vscode;`, /core imports only itself/),
  plant('src/core/host.ts', `import { a } from '../host/a.ts'; a;`, /core imports only itself/),
  plant(
    'src/core/api/host.ts',
    `import type { A } from '../../host/a.ts'; let a: A;`,
    /core imports only itself/,
  ),
  plant(
    'src/core/ask/host.ts',
    `export const a = () => import('../../host/a.ts');`,
    /core imports only itself/,
  ),
  plant('src/core/ask/type.ts', `export type A = import('../../host/a.ts').A;`, /core imports only itself/),
  plant('src/core/webview.ts', `export * from '../webview/panel.ts';`, /core imports only itself/),
  plant('src/core/protocol.ts', `export { a } from '../protocol.ts';`, /core imports only itself/),
  plant('src/core/test.ts', `import '../../test/unit.ts';`, /core imports only itself/),
  plant('src/core/computed.ts', `export const load = (a: string) => import(a);`, /as a literal/),
  plant('src/core/docs/node.ts', `import 'node:fs';`, /belongs into src\/core\/platform/),
  plant('src/core/image/node.ts', `import 'node:zlib';`, /belongs into src\/core\/platform/),
  plant('src/core/platform/web/node.ts', `import 'node:fs';`, /belongs into src\/core\/platform/),
  plant('src/webview/alias.ts', `import '#platform/a.ts';`, /panel imports only itself/),
  plant('src/webview/vscode.ts', `import 'vscode';`, /panel imports only itself/),
  plant('src/webview/core.ts', `import '../core/a.ts';`, /panel imports only itself/),
  plant('src/webview/answer/host.ts', `import '../../host/a.ts';`, /panel imports only itself/),
  plant('src/webview/node.ts', `import 'node:fs';`, /panel imports only itself/),
  plant('src/host/webview.ts', `import '../webview/panel.ts';`, /talk to the panel by messages/),
  plant('src/host/docs/main.ts', `import '../../extension.ts';`, /what extension.ts builds/),
  plant('src/protocol.ts', `import type { A } from './core/a.ts'; let a: A;`, /protocol.ts imports nothing/),
  plant('src/extension.ts', `import './webview/panel.ts';`, /only puts the pieces/),
  plant('src/attic/a.ts', `import '../core/a.ts';`, /stands in no room/),
];

const forbiddenPackages = [
  plant('src/host/ask/jimp.ts', `import '@jimp/core';`, /Only src\/core\/image may import @jimp\/core/),
  plant('src/core/docs/webp.ts', `import '@jsquash/webp/codec/dec/webp_dec.js';`, /Only src\/core\/image/),
  plant('src/core/api/heic.ts', `import('libheif-js/libheif-wasm/libheif.js');`, /Only src\/core\/image/),
  plant('src/host/images/png.ts', `import '@jimp/js-png';`, /Add @jimp\/js-png to the packages/),
  plant(
    'src/core/ask/sdk.ts',
    `import type { Files } from '@anthropic-ai/sdk/resources/files';`,
    /Only src\/core\/api/,
  ),
  plant('src/host/server/undici.ts', `import { fetch } from 'undici'; fetch;`, /Only src\/host\/network/),
  plant('src/core/api/undici.ts', `import 'undici';`, /Only src\/host\/network/),
  plant('src/host/panel/lit.ts', `import 'lit/html.js';`, /Only src\/webview/),
  plant('src/core/docs/purify.ts', `import 'dompurify';`, /Only src\/diagram and src\/webview/),
  plant('src/diagram/core.ts', `import '../core/recipes.ts';`, /imports neither/),
  plant('src/host/panel/markdown.ts', `import 'markdown-it';`, /Only src\/core\/docs and src\/webview/),
  plant('src/host/panel/mermaid.ts', `import('mermaid');`, /Only src\/diagram/),
  plant('src/host/panel/chart.ts', `import('chart.js');`, /Add chart.js to the packages/),
];

const forbiddenSurfaces = [
  plant('src/host/a/error.ts', `vscode.window.showErrorMessage('a');`, /Use the function of src\/host\/ui/),
  plant('src/host/a/optional.ts', `vscode.window?.showQuickPick([]);`, /Use the function of src\/host\/ui/),
  plant('src/host/a/taken.ts', `const { withProgress } = vscode.window; withProgress;`, /Use the function/),
  plant('src/host/a/renamed.ts', `const { showInputBox: ask } = vscode.window; ask;`, /Use the function/),
  plant('src/host/a/window.ts', `window.createStatusBarItem();`, /Use the function of src\/host\/ui/),
  plant('src/host/a/markdown.ts', `new vscode.MarkdownString('a');`, /Use the function of src\/host\/ui/),
  plant(
    'src/host/a/import.ts',
    `import { MarkdownString } from 'vscode'; new MarkdownString('a');`,
    /Use the function/,
  ),
  plant('src/core/console.ts', `console.log('a');`, /console/),
];

const untranslated = [
  plant('src/host/a/literal.ts', `export const a = 'No image';`, /through t\(\)/),
  plant('src/host/a/template.ts', 'export const a = `no more`;', /through t\(\)/),
  plant('src/host/a/label.ts', `export const a = { label: 'Retry' };`, /through t\(\)/),
  plant('src/webview/text.ts', 'html`<p>Stopped</p>`;', /through t\(\)/),
  plant('src/webview/name.ts', 'html`<button aria-label="Stop"></button>`;', /through t\(\)/),
  plant('src/webview/mixed.ts', `html\`<p>\${1} images</p>\`;`, /through t\(\)/),
];

const slowPatterns = [
  plant('src/core/slow/exponential.ts', `export const a = /^(?:a+)+$/;`, /exponential/),
  plant('src/core/slow/polynomial.ts', `export const a = /^\\s*[^,]*;/;`, /polynomial/),
  plant('src/core/slow/quadratic.ts', `export const a = (b: string) => b.replace(/ +$/, '');`, /quadratic/),
  plant('src/core/slow/built.ts', `export const a = new RegExp('^(?:a+)+$');`, /exponential/),
];

const otherFaults = [
  plant('src/core/ask/one.ts', `import { two } from './two.ts'; export const one = () => two;`, /cycle/),
  plant('src/core/ask/two.ts', `import { one } from './one.ts'; export const two = () => one;`, /cycle/),
  plant('src/core/ask/three.ts', `import type { Four } from './four.ts'; export type Three = Four;`, /cycle/),
  plant(
    'src/core/ask/four.ts',
    `import type { Three } from './three.ts'; export type Four = Three;`,
    /cycle/,
  ),
  plant('src/core/dom.ts', `/// <reference lib="dom" />`, /triple slash/),
];

const allowed = {
  'src/core/platform/node/a.ts': `import 'node:fs'; export const fs = 1;`,
  'src/core/a.ts': `import '#platform/a.ts'; export type A = string; export const a = 1;`,
  'src/core/image/b.ts': `import '@jimp/core'; import { a } from '../a.ts'; import type { C } from './c.ts'; let c: C; a;`,
  'src/core/fast.ts': `export const a = [/^a+$/, /^\\s*[^,\\s][^,]*;/, / +(?! )/y];`,
  'src/core/image/c.ts': `export type C = number;`,
  'src/core/api/b.ts': `import '@anthropic-ai/sdk/client';`,
  'src/host/a.ts': `import 'vscode'; import 'node:fs'; import '../core/a.ts'; import '../protocol.ts'; export const a = 1;`,
  'src/host/ui/a.ts': `import * as vscode from 'vscode'; vscode.window.showErrorMessage(new vscode.MarkdownString('a'));`,
  'src/host/type.ts': `import type { MarkdownString } from 'vscode'; let a: MarkdownString; let b: vscode.MarkdownString;`,
  'src/host/network/b.ts': `import 'undici'; export const load = () => import('../../core/api/b.ts');`,
  'src/host/words.ts': `vscode.l10n.t('No image'); log.info('not an image'); new Error('not an image'); 'askClaude.ask';`,
  'src/webview/words.ts': `html\`<p class="a b" title=\${t('No image')}>\${t('Stop')} · <b>\${1}</b> Ask Claude</p>\`;`,
  'src/webview/panel.ts': `import 'lit/html.js'; import type { A } from '../protocol.ts'; let a: A;`,
};

describe('the walls between the rooms', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'house-'));
    for (const name of ['package.json', '.oxlintrc.json', 'scripts'])
      await cp(name, join(folder, name), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  });
  after(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => rm(join(folder, 'src'), { recursive: true, force: true }));

  it('are a part of the check', () => {
    assert.match(manifest.scripts.check, /npm run check:types .* oxlint /);
  });

  it('let pass what the rooms may import', async () => {
    await write(Object.entries(allowed));
    assert.deepEqual(await complaints(), []);
  });

  it('refuse every import that leads out of a room, each with advice', async () => {
    const planted = [
      ...forbiddenImports,
      ...forbiddenPackages,
      ...forbiddenSurfaces,
      ...untranslated,
      ...slowPatterns,
      ...otherFaults,
    ];
    await write([...Object.entries(allowed), ...planted.map(({ file, code }) => [file, code] as const)]);
    const found = await complaints();
    for (const { file, reason } of planted) {
      const own = found.filter((one) => one.filename === file);
      assert.ok(
        own.some(({ message }) => reason.test(message)),
        `${file}: ${JSON.stringify(own)}`,
      );
    }
    const clean = found.filter(({ filename }) => !planted.some(({ file }) => file === filename));
    assert.deepEqual(clean, []);
  });

  /** What oxlint says about the copy. It ends with 1 when it found something, and the list is on standard output all the same. */
  async function complaints(): Promise<readonly { filename: string; message: string }[]> {
    const oxlint = resolve('node_modules/oxlint/bin/oxlint');
    const list = run(process.execPath, [oxlint, '--format', 'json'], { cwd: folder });
    const { stdout } = await list.catch((error: { stdout: string }) => error);
    return JSON.parse(stdout).diagnostics;
  }

  async function write(files: Iterable<readonly [string, string]>) {
    for (const [name, code] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), code);
    }
  }
});

describe('the types of each room', function () {
  this.timeout(60_000);
  const usesSdk = `import '@anthropic-ai/sdk/client';`;
  const planted = [
    ['src/core/tsconfig.json', 'document.title;', /Cannot find name 'document'/],
    // The types of a package may bring those of Node, and nothing in the core would be missed.
    ['src/core/tsconfig.web.json', `${usesSdk} Buffer.from('a');`, /Cannot find name 'Buffer'/],
    ['src/core/tsconfig.web.json', `${usesSdk} import 'node:fs';`, /Cannot find .*'node:fs'/],
    ['src/host/tsconfig.json', 'document.title;', /Cannot find name 'document'/],
    ['src/webview/tsconfig.json', 'process.exit();', /Cannot find name 'process'/],
  ] as const;

  for (const [config, code, reason] of planted)
    it(`in ${config} refuse ${code}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'house-'));
      const room = dirname(config);
      try {
        for (const file of ['tsconfig.json', `${room}/tsconfig.json`, config, 'src/core/empty.d.ts'])
          await cp(file, join(folder, file));
        await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
        await mkdir(join(folder, room), { recursive: true });
        await writeFile(join(folder, room, 'planted.ts'), code);
        const compiled = run(process.execPath, [
          resolve('node_modules/typescript/bin/tsc'),
          '-p',
          join(folder, config),
        ]);
        await assert.rejects(compiled, ({ stdout }: { stdout: string }) => reason.test(stdout));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
});
