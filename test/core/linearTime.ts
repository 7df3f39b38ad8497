import assert from 'node:assert/strict';

/** How much longer it may take for 16 times the length; in quadratic time it would be 256 times. */
const limit = 24;
const attempts = 5;
/** The nightly run takes longer texts, in which a small quadratic part shows too. */
const factor = process.env['FUZZ_CASES'] ? 4 : 1;
/** Milliseconds below which a time says more about the machine than about the code. */
const floor = 8 * factor;

/**
 * Fails unless the time of `run` grows no faster than its argument, which is `length` and 16 times that. Collecting
 * garbage takes its time now and then, so the best of some attempts counts.
 */
export async function assertLinear(name: string, length: number, run: (length: number) => unknown) {
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // The long run comes first, so that the code is compiled when the short one is measured.
    long = Math.min(long, await processorTime(() => run(16 * factor * length)));
    short = Math.min(short, await processorTime(() => run(factor * length)));
    if (long <= limit * Math.max(short, floor)) return;
  }
  assert.fail(`${name}: ${short.toFixed(1)} ms, then ${long.toFixed(1)} ms for 16 times the length`);
}

/** Milliseconds that this process computes: those of other programs do not count. */
export async function processorTime(run: () => unknown): Promise<number> {
  const { stackTraceLimit } = Error;
  // Mocha keeps whole stacks, so that an error of a parser costs as much as the document is deep.
  Error.stackTraceLimit = 10;
  const before = process.cpuUsage();
  await run();
  const { user } = process.cpuUsage(before);
  Error.stackTraceLimit = stackTraceLimit;
  return user / 1000;
}
