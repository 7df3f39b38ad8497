import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';

/** How many tests of a suite passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The title of each test that failed, with what it says. */
  readonly failures: readonly string[];
}

export interface SuiteOptions {
  /** Milliseconds for one test. */
  readonly timeout: number;
  /** Runs only the tests whose full title holds this. */
  readonly only?: string | undefined;
  /** Called after each test that failed. */
  readonly onFailure?: (title: string) => Promise<void>;
}

/** Runs the test files with mocha in this process, and writes the counts to the file `report`. */
export async function runSuite(files: readonly string[], report: string, options: SuiteOptions) {
  await rm(report, { force: true });
  const mocha = new Mocha({ timeout: options.timeout, forbidOnly: true, forbidPending: true });
  if (options.only) mocha.fgrep(options.only);
  mocha.rootHooks({
    async afterEach(this: Mocha.Context) {
      const test = this.currentTest;
      if (test?.state === 'failed') await options.onFailure?.(test.fullTitle());
    },
  });
  await load(mocha, files);
  const counts = await finished(mocha);
  await mkdir(dirname(report), { recursive: true });
  await writeFile(report, JSON.stringify(counts));
  return counts;
}

/**
 * Mocha's own loader would `require` the files: tsx then gives them other instances of the modules that this process
 * has imported, and the module hooks of older extension hosts deadlock.
 */
async function load(mocha: Mocha, files: readonly string[]): Promise<void> {
  for (const file of files) {
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, file, mocha);
    await import(pathToFileURL(resolve(file)).href);
  }
}

function finished(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    const failures: string[] = [];
    const runner = mocha.run(() => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 0, failures });
    });
    runner.on('fail', (test, error: Error) => {
      failures.push(`${test.fullTitle()}: ${error.message}`);
    });
  });
}

/** The test files below a folder, in a fixed order. */
export async function testFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const tests = names.filter((name) => /\.test\.[jt]s$/.test(name));
  return tests.sort().map((name) => join(folder, name));
}

/** Where the suite of this name leaves its counts. */
export function reportPath(suite: string): string {
  return resolve('out', 'results', `${suite}.json`);
}

/** The counts that a suite has left, or undefined when it did not come to its end or ran no test. */
export async function readReport(report: string): Promise<Counts | undefined> {
  try {
    const counts: Counts = JSON.parse(await readFile(report, 'utf8'));
    return counts.passed + counts.failed > 0 ? counts : undefined;
  } catch {
    // No file, or half a file: the suite crashed.
    return undefined;
  }
}
