import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs a program to its end; throws with what it wrote to stderr when it fails. */
export async function run(program: string, args: string[], cwd: string): Promise<void> {
  // On Windows npm is a batch file, which only a shell can start.
  const shell = process.platform === 'win32' && program === 'npm';
  await promisify(execFile)(program, args, { cwd, shell, maxBuffer: 2 ** 26 });
}

/** Puts the files of an npm package into `folder`, without its dependencies and without running its scripts. */
export async function unpackPackage(spec: string, folder: string): Promise<void> {
  await run('npm', ['pack', spec, '--silent', '--ignore-scripts'], folder);
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm packed no archive for ${spec}`);
  await run('tar', ['-xzf', archive, '--strip-components=1'], folder);
  await rm(join(folder, archive));
}

/** Installs what the package.json in `folder` depends on at run time, without running install scripts. */
export async function installDependencies(folder: string): Promise<void> {
  await run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
}
