/** Builds the npm package of the command line and writes it to ask-claude-images-cli.tgz: `npm run package:cli`. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { notices } from './notices.js';
import { bundled } from './worker.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'ask-claude-images-cli.tgz');
const { name, version, license, keywords, engines } = JSON.parse(
  await readFile(join(root, 'package.json'), 'utf8'),
);

const folder = await mkdtemp(join(tmpdir(), 'ask-claude-images-cli-'));
try {
  await fill(folder);
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(stdout);
  await rename(join(folder, packed.filename), target).catch(() => cp(join(folder, packed.filename), target));
  console.log(`${target}: ${(packed.size / 1e6).toFixed(1)} MB`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function fill(to: string): Promise<void> {
  const { metafile } = await build({
    ...bundled,
    target: 'node20',
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts', worker: 'src/core/image/worker/worker.ts' },
    loader: { '.wasm': 'file', '.ttf': 'file' },
    outdir: join(to, 'dist'),
    minify: true,
    metafile: true,
    logLevel: 'warning',
    define: { __VERSION__: JSON.stringify(version) },
    // Its `main` asks for its parts in a way that no bundler can follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  });
  await chmod(join(to, 'dist', 'cli.js'), 0o755);
  await mkdir(join(to, 'docs'));
  for (const page of ['rules.md', 'ci.md', 'alt-text.yml'])
    await cp(join(root, 'docs', page), join(to, 'docs', page));
  await cp(join(root, 'docs', 'cli.md'), join(to, 'README.md'));
  await cp(join(root, 'LICENSE'), join(to, 'LICENSE'));
  await writeFile(join(to, 'NOTICES.txt'), await notices([metafile]));
  const manifest = {
    ...{ name, version, license, keywords },
    description: 'Finds missing and poor alt texts in documentation, on the command line and in CI',
    ...{ type: 'module', bin: { [name]: 'dist/cli.js' }, engines: { node: engines.node } },
    files: ['dist', 'docs', 'NOTICES.txt'],
  };
  await writeFile(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
