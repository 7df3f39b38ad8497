import type { Lane } from '../launch/edition.ts';
import { type Counts, reportPath, runSuite, testFiles } from '../launch/suite.ts';
import { photograph, tearDown } from './stage.ts';

/**
 * Runs the tests of workbench/ (or only `chosen` files) on the packaged extension. In the oldest editor the suite is
 * cut down to the tests that have `@oldest` in their titles.
 */
export async function runWorkbench(lane: Lane, chosen: readonly string[]): Promise<Counts> {
  process.env['ASK_CLAUDE_LANE'] = lane;
  const files = chosen.length > 0 ? chosen : await testFiles('test/editor/workbench');
  try {
    return await runSuite(files, reportPath(`${lane}-workbench`), {
      timeout: 30_000,
      only: lane === 'oldest' ? '@oldest' : undefined,
      onFailure: photograph,
    });
  } finally {
    await tearDown();
  }
}
