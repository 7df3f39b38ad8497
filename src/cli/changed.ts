import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { promisify } from 'node:util';
import { remember } from '../core/docs/files/remember.ts';
import { CliError } from './failure.ts';

const start = promisify(execFile);

/** Bytes of the names of files that git may print. */
const maxBuffer = 256e6;

/** The files below a folder that differ from a revision of git, by their absolute paths; new ones that git does not know yet too. */
export type ChangedFiles = (folder: string, revision: string) => Promise<ReadonlySet<string>>;

const { signal } = new AbortController();

/** Each repository is asked once: a hook names many files. @throws {CliError} */
export function createChangedFiles(): ChangedFiles {
  const differing = remember(async (key) => {
    const [root = '', revision = ''] = key.split('\0');
    return namesIn(root, revision);
  });
  const realFolder = remember(async (folder) => slashed(await realpath(folder === '' ? '/' : folder)));
  const rootOf = remember(async (folder) => {
    return slashed((await git(folder, '', 'rev-parse', '--show-toplevel')).replace(/\r?\n$/, ''));
  });
  return async (folder, revision) => {
    // git follows links to folders.
    const real = await realFolder(folder, signal);
    const root = await rootOf(real, signal);
    const paths = (await differing(`${root}\0${revision}`, signal)).map((name) => `${root}/${name}`);
    const below = paths.filter((path) => path.startsWith(`${real}/`));
    return new Set(below.map((path) => folder + path.slice(real.length)));
  };
}

async function namesIn(root: string, revision: string): Promise<readonly string[]> {
  const tracked = await git(
    root,
    revision,
    ...['diff', '--name-only', '-z', '--no-relative', '--diff-filter=d', revision, '--'],
  );
  const untracked = await git(root, revision, 'ls-files', '--others', '--exclude-standard', '-z');
  return `${tracked}${untracked}`.split('\0').filter((name) => name !== '');
}

async function git(folder: string, revision: string, ...args: readonly string[]): Promise<string> {
  // In a hook, these say where git itself was started.
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...env } = process.env;
  try {
    return (await start('git', args, { cwd: folder, env, maxBuffer })).stdout;
  } catch (error) {
    throw new CliError(why(error, revision));
  }
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}

function why(error: unknown, revision: string): string {
  const { code, stderr } = details(error);
  if (code === 'ENOENT') return '--changed needs git, which was not found.';
  if (/not a git repository/i.test(stderr))
    return '--changed works in a repository of git, and this is none.';
  if (/bad revision|unknown revision|ambiguous argument/i.test(stderr))
    return `git knows no revision "${revision}". In a shallow clone, fetch it first.`;
  return `git failed: ${stderr.trim() || String(error)}`;
}

function details(error: unknown): { readonly code: unknown; readonly stderr: string } {
  if (typeof error !== 'object' || error === null) return { code: undefined, stderr: '' };
  const stderr = 'stderr' in error ? String(error.stderr) : '';
  return { code: 'code' in error ? error.code : undefined, stderr };
}
