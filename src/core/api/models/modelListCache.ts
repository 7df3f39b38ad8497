import type { Api } from '../connect.ts';
import { builtinModels } from './builtinModels.ts';
import type { ModelFacts } from './modelFacts.ts';
import { plainId } from './models.ts';

/** Milliseconds to wait for a list. */
const timeoutMs = 3000;

type Server = Pick<Api, 'baseUrl' | 'dialect' | 'listModels'>;

/** The lists of servers, each fetched once for a key; one that failed is fetched again. */
export interface ModelLists {
  /** Empty when the server has no list. */
  readonly of: (server: Server, key: string | undefined) => Promise<readonly ModelFacts[]>;
  /** The list before a question to a model, empty where waiting for it would hardly change the question. */
  readonly before: (server: Server, key: string | undefined, model: string) => Promise<readonly ModelFacts[]>;
}

export function createModelLists(log: (line: string) => void): ModelLists {
  const lists = new Map<string, Promise<readonly ModelFacts[]>>();

  const of = (server: Server, key: string | undefined) => {
    const cacheKey = `${server.baseUrl} ${key}`;
    const known = lists.get(cacheKey);
    if (known) return known;
    const list = server.listModels(AbortSignal.timeout(timeoutMs)).catch((error: unknown) => {
      log(`${server.baseUrl} has no list of models: ${String(error)}`);
      lists.delete(cacheKey);
      return [];
    });
    lists.set(cacheKey, list);
    return list;
  };

  return {
    of,
    before: (server, key, model) => {
      const list = of(server, key);
      // The features of the Claude API and of its built-in models are known. The list of any other server may show
      // that it has the same ones.
      const isKnown = server.dialect.needsKey && isBuiltin(model);
      return isKnown ? Promise.race([list, Promise.resolve([])]) : list;
    },
  };
}

function isBuiltin(model: string): boolean {
  return builtinModels.some(({ id }) => id === plainId(model));
}
