import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { type Counts, readReport, reportPath, testFiles } from './suite.ts';

/** The mocha suite that runs inside an extension host, compiled and ready to start. */
export interface HostSuite {
  /** The module whose `run()` the editor calls. */
  readonly tests: string;
  /** What the extension host needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Prints what mocha said; throws when the suite did not come to its end. */
  finish(): Promise<Counts>;
}

export async function prepareHostSuite(name: string): Promise<HostSuite> {
  const report = reportPath(name);
  const output = report.replace(/json$/, 'txt');
  await mkdir(dirname(report), { recursive: true });
  await writeFile(output, '');
  await rm(report, { force: true });
  return {
    tests: await compile(),
    env: { ASK_CLAUDE_REPORT: report, ASK_CLAUDE_OUTPUT: output },
    finish: async () => {
      console.log(await readFile(output, 'utf8'));
      const counts = await readReport(report);
      if (!counts) throw new Error('The suite in the extension host did not come to its end.');
      return counts;
    },
  };
}

async function compile(): Promise<string> {
  const outdir = resolve('out', 'editor');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: ['test/editor/host/run.ts', ...(await testFiles('test/editor/host'))],
    entryNames: '[name]',
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
  });
  return join(outdir, 'run.js');
}
