/** Threads that run at the same time. */
export function availableParallelism(): number {
  return navigator.hardwareConcurrency;
}
