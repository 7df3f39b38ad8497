import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, before } from 'mocha';

const start = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * For the tests of a suite: the packed command line, installed from its tarball into an empty folder, and folders with
 * files, which go when the tests have run.
 */
export function useProgram() {
  let program: Program;
  const folders: string[] = [];
  before(async function () {
    this.timeout(120_000);
    program = await installProgram();
  });
  after(async () => {
    await program.dispose();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  return {
    get file(): string {
      return program.file;
    },
    folderWith: async (files: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
      const folder = await folderWith(files);
      folders.push(folder);
      return folder;
    },
  };
}

export interface Program {
  readonly file: string;
  readonly dispose: () => Promise<void>;
}

export async function installProgram(): Promise<Program> {
  await start('npm', ['run', '--silent', 'package:cli'], { cwd: root });
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const tarball = join(root, 'ask-claude-images-cli.tgz');
  await start('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });
  return {
    file: join(folder, 'node_modules', 'ask-claude-images', 'dist', 'cli.js'),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** The program of Node to run it with. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts it, as Ctrl+C does. */
  readonly interrupt?: AbortSignal;
  /** Called with all that it has said beside its output. */
  readonly said?: (words: string) => void;
  /** Closes its output after the first words, as `head` does. */
  readonly stopsReading?: boolean;
}

export function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(options.node ?? process.execPath, [file, ...args], {
    cwd: options.cwd,
    env: { PATH, HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.interrupt?.addEventListener('abort', () => child.kill('SIGINT'));
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    if (options.stopsReading) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk) => {
    error += String(chunk);
    options.said?.(error);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

/** A folder with these files, by their paths. */
async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ask-claude-cli-'));
}
