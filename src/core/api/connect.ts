import { FailureError } from '../errors.ts';
import { normalizeBaseUrl } from './address.ts';
import { ask } from './answer.ts';
import { Client } from './client.ts';
import { asNative, type Dialect, dialectOf } from './dialects.ts';
import { setbackOf } from './failures.ts';
import { type ModelFacts, modelFacts } from './models.ts';
import { type BuiltRequest, buildRequest } from './request.ts';
import type { Setback } from './retry.ts';
import type { Answer, Fetch } from './types.ts';

export interface ConnectOptions {
  /** As the user typed it; empty is the Claude API. */
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly fetch: Fetch;
  /** Seconds without a byte after which an answer counts as silent. */
  readonly idleTimeoutSeconds: number;
  /** What the server said about its models earlier: with it, a server that describes them gets more than the least. */
  readonly models?: readonly ModelFacts[];
  readonly log?: (line: string) => void;
}

export interface Api {
  readonly answer: Answer;
}

/**
 * A server that speaks the Messages API. Nothing is sent before something is asked.
 *
 * @throws FailureError `wrongAddress`.
 */
export function connect(options: ConnectOptions): Api {
  const baseUrl = normalizeBaseUrl(options.baseUrl);
  const { key, models = [] } = options;
  const fetch = options.log ? logged(options.fetch, options.log) : options.fetch;
  const known = dialectOf(baseUrl);
  const dialect = models.some(({ described }) => described) ? asNative(known) : known;
  const client = new Client({ baseUrl, key, dialect, fetch });
  return { answer: answerOf(client, dialect, options) };
}

function answerOf(client: Client, dialect: Dialect, options: ConnectOptions): Answer {
  const idleMs = options.idleTimeoutSeconds * 1000;
  return async function* (request, signal) {
    signal.throwIfAborted();
    if (!options.key && dialect.needsKey) throw new FailureError({ kind: 'noKey', detail: '' });
    const built = buildRequest(request, modelFacts(request.model, options.models), dialect);
    const judge = (error: unknown) => inOurWords(setbackOf(error), built, options.key);
    try {
      yield* ask(client, built, idleMs, judge, signal);
    } catch (error) {
      signal.throwIfAborted();
      const { failure } = judge(error);
      // Only what nobody foresaw keeps its origin: the SDK's errors hold what the server said word for word.
      throw new FailureError(failure, failure.kind === 'unexpected' ? { cause: error } : undefined);
    }
  };
}

/** The places of images as they were asked for, and no trace of the key, which some gateways quote. */
function inOurWords(setback: Setback, { origin }: BuiltRequest, key: string | undefined): Setback {
  const { failure } = setback;
  const images = failure.images?.flatMap((place) => origin(place) ?? []);
  const detail = key ? failure.detail.replaceAll(key, '[key]') : failure.detail;
  return { ...setback, failure: { ...failure, detail, ...(images && { images }) } };
}

/** One line for each request: never its headers or its body. */
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
