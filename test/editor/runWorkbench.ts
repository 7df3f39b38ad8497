import type { Lane } from '../launch/edition.ts';
import { type Counts, reportPath, runSuite, testFiles } from '../launch/suite.ts';
import { photograph, stage, tearDown } from './stage.ts';

/**
 * Runs the tests of workbench/ (or only `chosen` files) on the packaged extension. In the oldest editor the suite is
 * cut down to the tests that have `@oldest` in their titles.
 */
export async function runWorkbench(lane: Lane, chosen: readonly string[]): Promise<Counts> {
  process.env['ASK_CLAUDE_LANE'] = lane;
  const files = chosen.length > 0 ? chosen : await testFiles('test/editor/workbench');
  try {
    // The first start on a machine installs editor and browser, which is no test's time.
    await stage();
    return await runSuite(files, reportPath(`${lane}-workbench`), {
      timeout: 60_000,
      only: lane === 'oldest' ? '@oldest' : undefined,
      onFailure: photograph,
    });
  } finally {
    await tearDown();
  }
}
