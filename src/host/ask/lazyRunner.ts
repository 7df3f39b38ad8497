import type { Runner, RunnerParts } from '../../core/ask/runner.ts';

/** A runner whose code comes with the first question. */
export function createLateRunner(parts: RunnerParts): Runner {
  let current: Runner | undefined;
  const runner = async () => {
    const { createRunner } = await import('../../core/ask/runner.ts');
    // Kept images are the runner's own: there must never be two of it.
    current ??= createRunner(parts);
    return current;
  };
  return {
    start: async function* (...question) {
      yield* (await runner()).start(...question);
    },
    request: async (...question) => (await runner()).request(...question),
    forget: (conversation) => current?.forget(conversation),
  };
}
