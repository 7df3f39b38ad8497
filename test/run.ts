import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readReport, reportPath } from './launch/suite.ts';

interface Step {
  readonly command: string;
  /** The name of the report that a suite leaves; without it the step is no suite, and counts only when it fails. */
  readonly report?: string;
}

/** What `npm test` does, in this order. Editors come last because they take longest. */
const steps: readonly Step[] = [
  { command: 'npm run check' },
  { command: 'npm run package' },
  { command: 'tsx test/unit.ts', report: 'unit' },
  ...(['newest', 'oldest'] as const).flatMap((lane) =>
    (['host', 'workbench'] as const).map((suite) => ({
      command: `tsx test/editor/run.ts ${lane} ${suite}`,
      report: `${lane}-${suite}`,
    })),
  ),
];

const limit = 15 * 60_000;
const summary: string[] = [];
const sum = { passed: 0, failed: 0 };
await rm(dirname(reportPath('unit')), { recursive: true, force: true });
for (const step of steps) {
  console.log(`\n> ${step.command}\n`);
  const outcome = await perform(step);
  sum.passed += outcome.passed;
  sum.failed += outcome.failed;
  summary.push(`${step.command.padEnd(40)} ${outcome.words}`);
}
console.log(`\n${summary.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/** A suite counts with what it reported. A step that failed in any other way counts as one failure. */
async function perform({ command, report }: Step) {
  const started = performance.now();
  const succeeded = await run(command);
  const seconds = Math.round((performance.now() - started) / 1000);
  const counts = report === undefined ? undefined : await readReport(reportPath(report));
  const { passed, failed, failures } = counts ?? { passed: 0, failed: 0, failures: [] };
  const broken = succeeded ? report !== undefined && counts === undefined : failed === 0;
  const result = report === undefined ? '' : `${passed} passed, ${failed} failed, `;
  const reason = report === undefined ? ', failed' : ', did not come to its end';
  // The output of a whole run is long, and a reader may have its end alone.
  const words = [`${result}${seconds} s${broken ? reason : ''}`, ...failures].join('\n  ');
  return { passed, failed: broken ? failed + 1 : failed, words };
}

function run(command: string): Promise<boolean> {
  // npm has put node_modules/.bin into the path.
  const child = spawn(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'], timeout: limit });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
