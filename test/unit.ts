import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { reportPath, runSuite, testFiles } from './launch/suite.ts';

// Every run of the tests tries the same cases, so that it is the code that makes one fail. The nightly run draws new ones.
if (!process.env['FUZZ_CASES']) fc.configureGlobal({ seed: 20261122 });

/**
 * Runs what needs nothing but Node. Arguments are folders of test/ (`core host`, `core/docs`) or test files
 * (`test/core/docs/edit.test.ts`); `--grep NAME` leaves only the tests with this in their full title.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const chosen = positionals.length > 0 ? positionals : ['house', 'core', 'cli', 'host', 'webview'];
const files = (await Promise.all(chosen.map(filesOf))).flat();
const { passed, failed } = await runSuite(files, reportPath('unit'), { timeout: 10_000, only: values.grep });
if (passed + failed === 0) console.error('No test has this name.');
// A test that leaves a handle open must not hold up the run.
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function filesOf(path: string): Promise<readonly string[]> {
  const below = path.startsWith('test/') ? path : `test/${path}`;
  return (await stat(below)).isDirectory() ? testFiles(below) : [below];
}
