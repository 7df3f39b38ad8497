import type { KeySource } from '../errors.ts';
import { normalizeBaseUrl } from './address.ts';
import { answerFrom } from './answer.ts';
import type { Answer, AnswerRequest, Fetch } from './answerTypes.ts';
import {
  type BatchItem,
  type BatchStatus,
  type CreatedBatch,
  cancelBatch,
  createBatches,
  followBatch,
  type PollPause,
} from './batches.ts';
import { type BatchResult, batchResults } from './batchResults.ts';
import { createClient } from './client.ts';
import { countTokens } from './count.ts';
import { asNative, dialectOf, type ServerDialect } from './dialects.ts';
import { deleteFile, type Upload, uploadFile } from './files.ts';
import type { ModelFacts } from './models/modelFacts.ts';
import { listModels } from './models/modelList.ts';
import type { ServerContext } from './serverContext.ts';

export interface ConnectOptions {
  /** As the user typed it; empty is the Claude API. */
  readonly baseUrl: string;
  readonly key: string | undefined;
  /** For the failure of a key that is refused. */
  readonly keySource?: KeySource;
  readonly fetch: Fetch;
  /** Seconds without a byte after which an answer counts as silent; 0 never. */
  readonly idleTimeoutSeconds: number;
  /** As in `Api.withModels`. */
  readonly models?: readonly ModelFacts[];
  /** A line for each request: method, path, status, request id, time. Never a header or a body. */
  readonly log?: (line: string) => void;
}

export interface Api {
  readonly baseUrl: string;
  readonly dialect: ServerDialect;
  /**
   * This connection, with the models that its server has listed. A server that describes them in the API's own words is
   * sent what the API takes (cache breakpoints, effort, schemas), any other compatible server only the least.
   */
  readonly withModels: (models: readonly ModelFacts[]) => Api;
  readonly answer: Answer;
  readonly listModels: (signal: AbortSignal) => Promise<readonly ModelFacts[]>;
  readonly countTokens: (request: AnswerRequest, signal: AbortSignal) => Promise<number>;
  readonly uploadFile: (upload: Upload, signal: AbortSignal) => Promise<string>;
  readonly deleteFile: (id: string, signal: AbortSignal) => Promise<void>;
  readonly createBatches: (
    items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
    signal: AbortSignal,
  ) => AsyncIterable<CreatedBatch>;
  readonly followBatch: (id: string, pause: PollPause, signal: AbortSignal) => AsyncIterable<BatchStatus>;
  readonly batchResults: (id: string, signal: AbortSignal) => AsyncIterable<BatchResult>;
  readonly cancelBatch: (id: string, signal: AbortSignal) => Promise<BatchStatus>;
}

/**
 * A server of the Messages API. Sends nothing by itself.
 *
 * @throws FailureError `wrongAddress`.
 */
export function connect(options: ConnectOptions): Api {
  const context = contextOf(options);
  return apiOf(options.models ? withModels(context, options.models) : context);
}

function apiOf(context: ServerContext): Api {
  return {
    ...{ baseUrl: context.baseUrl, dialect: context.dialect },
    withModels: (models) => apiOf(withModels(context, models)),
    answer: answerFrom(context),
    listModels: (signal) => listModels(context, signal),
    countTokens: (request, signal) => countTokens(context, request, signal),
    uploadFile: (upload, signal) => uploadFile(context, upload, signal),
    deleteFile: (id, signal) => deleteFile(context, id, signal),
    createBatches: (items, signal) => createBatches(context, items, signal),
    followBatch: (id, pause, signal) => followBatch(context, id, pause, signal),
    batchResults: (id, signal) => batchResults(context, id, signal),
    cancelBatch: (id, signal) => cancelBatch(context, id, signal),
  };
}

function withModels(context: ServerContext, models: readonly ModelFacts[]): ServerContext {
  const isNative = models.some(({ described }) => described);
  return { ...context, models, dialect: isNative ? asNative(context.dialect) : context.dialect };
}

function contextOf(options: ConnectOptions): ServerContext {
  const { log } = options;
  const key = options.key?.trim() || undefined;
  const baseUrl = normalizeBaseUrl(options.baseUrl);
  const dialect = dialectOf(baseUrl);
  const fetch = log ? logged(options.fetch, log) : options.fetch;
  const client = createClient({ baseUrl, key, dialect, fetch });
  const idleMs =
    options.idleTimeoutSeconds > 0 ? options.idleTimeoutSeconds * 1000 : Number.POSITIVE_INFINITY;
  const { keySource } = options;
  return { baseUrl, client, dialect, key, models: [], idleMs, ...(keySource && { keySource }) };
}

function logged(fetch: Fetch, log: (line: string) => void): Fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const began = Date.now();
    const say = (outcome: string) =>
      log(`${init?.method ?? 'GET'} ${pathname}: ${outcome}, ${Date.now() - began} ms`);
    try {
      const response = await fetch(input, init);
      say(`${response.status} ${response.headers.get('request-id') ?? ''}`.trim());
      return response;
    } catch (error) {
      say(error instanceof Error ? error.name : 'no response');
      throw error;
    }
  };
}
