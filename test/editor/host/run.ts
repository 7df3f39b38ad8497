import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import Mocha from 'mocha';
import { runSuite, testFiles } from '../../launch/suite.ts';

/** What the extension host calls, in the editor and in Electron: mocha with the tests compiled next to this file. */
export async function run(): Promise<void> {
  const { ASK_CLAUDE_REPORT: report, ASK_CLAUDE_OUTPUT: output } = process.env;
  if (!report || !output) throw new Error('The launcher has not said where to report to.');
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => appendFileSync(output, `${format(...words)}\n`);
  const files = await testFiles(dirname(fileURLToPath(import.meta.url)));
  const { failed } = await runSuite(files, report, { timeout: 20_000 });
  if (failed > 0) throw new Error(`${failed} failed`);
}
