import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliError } from './failure.ts';

const start = promisify(execFile);

/** Bytes of the names of files that git may print. */
const maxBuffer = 256e6;

/** The files below a folder that differ from a revision of git, by their absolute paths; new ones that git does not know yet too. */
export async function changedFiles(folder: string, revision: string): Promise<ReadonlySet<string>> {
  const git = async (...args: string[]) => {
    try {
      return (await start('git', args, { cwd: folder, maxBuffer })).stdout;
    } catch (error) {
      throw new CliError(why(error, revision));
    }
  };
  const root = (await git('rev-parse', '--show-toplevel')).trimEnd().replaceAll('\\', '/');
  const tracked = await git('diff', '--name-only', '-z', '--no-relative', '--diff-filter=d', revision, '--');
  const untracked = await git('ls-files', '--others', '--exclude-standard', '--full-name', '-z', `${root}/`);
  const names = `${tracked}${untracked}`.split('\0').filter((name) => name !== '');
  return new Set(names.map((name) => `${root}/${name}`));
}

function why(error: unknown, revision: string): string {
  const { code, stderr } = details(error);
  if (code === 'ENOENT') return '--changed needs git, which was not found.';
  if (/not a git repository/i.test(stderr))
    return '--changed works in a repository of git, and this is none.';
  if (/bad revision|unknown revision|ambiguous argument/i.test(stderr))
    return `git knows no revision "${revision}".`;
  return `git failed: ${stderr.trim() || String(error)}`;
}

function details(error: unknown): { readonly code: unknown; readonly stderr: string } {
  if (typeof error !== 'object' || error === null) return { code: undefined, stderr: '' };
  const stderr = 'stderr' in error ? String(error.stderr) : '';
  return { code: 'code' in error ? error.code : undefined, stderr };
}
