import type { AskDependencies } from '../../core/ask/asking.ts';
import type { Runner } from '../../core/ask/runner.ts';

/** A runner whose code is loaded with the first question. */
export function createLazyRunner(dependencies: AskDependencies): Runner {
  let loaded: Runner | undefined;
  const runner = async () => {
    const [{ createRunner }, { extractorOf }] = await Promise.all([
      import('../../core/ask/runner.ts'),
      import('../extract/extractors.ts'),
    ]);
    // The images that were sent are kept in the runner: there must never be two.
    loaded ??= createRunner({ ...dependencies, extractorOf });
    return loaded;
  };
  return {
    start: async (...question) => (await runner()).start(...question),
    request: async (...question) => (await runner()).request(...question),
    prepareAhead: async (...question) => (await runner()).prepareAhead(...question),
    forget: (conversation) => loaded?.forget(conversation),
  };
}
