/** Milliseconds of work between two chances for the browser to draw and to take input. */
const slice = 8;

/** Runs the steps of some work, the first ones at once, and the rest in tasks that are short; returns what ends it. */
export function inSlices(steps: Iterator<unknown>, last?: () => void): () => void {
  let next: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    const end = performance.now() + slice;
    next = undefined;
    while (!steps.next().done)
      if (performance.now() >= end) {
        next = setTimeout(run);
        return;
      }
    last?.();
  };
  run();
  return () => clearTimeout(next);
}
