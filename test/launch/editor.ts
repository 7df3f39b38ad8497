import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from './command.ts';
import { type Edition, installEdition, type Lane } from './edition.ts';
import { endGroup, startGroup } from './processGroup.ts';

export type Settings = Readonly<Record<string, unknown>>;

export interface EditorOptions {
  readonly lane: Lane;
  /** The folder that a page shows. */
  readonly workspace: string;
  readonly extension: { readonly vsix: string } | { readonly development: string };
  /** VSIX files of other extensions to install. */
  readonly others?: readonly string[];
  /** Machine settings on top of the ones that keep the picture quiet. */
  readonly settings?: Settings;
  /** Added to the environment, which otherwise holds no key and no setting of this machine's editors. */
  readonly env?: Readonly<Record<string, string>>;
  /** A free port when left out. */
  readonly port?: number;
}

export interface Editor {
  /** The address of the server, without a workspace. */
  readonly url: string;
  readonly workspace: string;
  readonly serverDataDir: string;
  /** The folder of the extension under development, else undefined. */
  readonly development: string | undefined;
  /** Sets machine settings on top of those the editor was launched with; open pages follow. */
  configure(settings: Settings): Promise<void>;
  /** What the server has printed so far. */
  log(): Promise<string>;
  /** Ends the server with all it started, and removes its data. */
  close(): Promise<void>;
}

/** Installs and starts a real editor, ready to be opened in a browser. */
export async function launchEditor(options: EditorOptions): Promise<Editor> {
  const edition = await installEdition(options.lane);
  const serverDataDir = await mkdtemp(join(tmpdir(), 'ask-claude-'));
  const configure = (settings: Settings) =>
    writeSettings(serverDataDir, { ...options.settings, ...settings });
  let server: ChildProcess | undefined;
  const close = async () => {
    if (server) await endGroup(server);
    await rm(serverDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await mkdir(join(serverDataDir, 'tmp'));
    await configure({});
    for (const vsix of packaged(options)) await installExtension(edition, vsix, serverDataDir);
    server = startServer(edition, options, serverDataDir);
    const url = await address(server, serverDataDir);
    return {
      url,
      workspace: resolve(options.workspace),
      serverDataDir,
      development: 'development' in options.extension ? resolve(options.extension.development) : undefined,
      configure,
      log: () => readFile(logFile(serverDataDir), 'utf8'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const quiet: Settings = {
  'chat.disableAIFeatures': true,
  'explorer.autoReveal': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

async function writeSettings(serverDataDir: string, settings: Settings): Promise<void> {
  const folder = join(serverDataDir, 'data', 'Machine');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, undefined, 2));
}

function packaged({ extension, others = [] }: EditorOptions): readonly string[] {
  return 'vsix' in extension ? [extension.vsix, ...others] : others;
}

async function installExtension(edition: Edition, vsix: string, dataDir: string): Promise<void> {
  const args = ['--install-extension', resolve(vsix), '--server-data-dir', dataDir];
  await run(edition.node, [edition.server, ...args, '--accept-server-license-terms'], dataDir);
}

function startServer(edition: Edition, options: EditorOptions, dataDir: string): ChildProcess {
  const args = [
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--server-data-dir', dataDir],
    ...['--without-connection-token', '--accept-server-license-terms', '--disable-telemetry'],
    '--disable-workspace-trust',
    // Without it the editor ignores the extension under development in a page's address; with it, notifications.
    ...('development' in options.extension ? ['--enable-smoke-test-driver'] : []),
  ];
  const server = startGroup(edition.node, [edition.server, ...args], {
    cwd: dataDir,
    env: { ...environment(dataDir), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile(dataDir));
  server.stdout?.pipe(log, { end: false });
  server.stderr?.pipe(log, { end: false });
  return server;
}

/** This process's environment, less what must not reach an editor under test: real keys, other editors, tsx. */
function environment(dataDir: string): NodeJS.ProcessEnv {
  const unwanted = /^(ANTHROPIC_|CLAUDE_|VSCODE_|NODE_OPTIONS$|npm_)/i;
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  const sockets = join(dataDir, 'tmp');
  // The editor leaves sockets behind when it is killed. Elsewhere this path could be too long for one.
  const temporary = process.platform === 'linux' ? { TMPDIR: sockets, XDG_RUNTIME_DIR: sockets } : {};
  return { ...Object.fromEntries(kept), ...temporary };
}

function logFile(dataDir: string): string {
  return join(dataDir, 'server.log');
}

/** Waits until the server has said its port and answers on it. */
async function address(server: ChildProcess, dataDir: string): Promise<string> {
  const url = `http://127.0.0.1:${await portOf(server, dataDir)}`;
  const answer = await fetch(`${url}/version`);
  if (!answer.ok) throw new Error(`The editor answered ${answer.status} to /version.`);
  return url;
}

function portOf(server: ChildProcess, dataDir: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', async (code) => {
      reject(new Error(`The editor ended with ${code}.\n${await readFile(logFile(dataDir), 'utf8')}`));
    });
    if (!server.stdout) throw new Error('The editor was started without its output.');
    createInterface(server.stdout).on('line', (line) => {
      const port = /agent listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(port);
    });
  });
}
