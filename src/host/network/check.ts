import { type Failure, toFailure } from '../../core/errors.ts';
import type { RoadFetch } from './fetch.ts';
import type { Certificate } from './inspect.ts';
import type { Passage } from './passages.ts';
import type { ShownRoute } from './proxy.ts';

export interface CheckRequest {
  /** The list of models, which costs nothing to ask for: "https://api.anthropic.com/v1/models?limit=1000". */
  readonly url: string;
  /** As a question would send them, the key included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keySource: KeySource;
  /** The model that questions go to. */
  readonly model: string;
}

type KeySource = 'stored' | 'environment' | 'missing';

/**
 * One thing that was looked at, in the order of the way to the server; `good` is false where a remedy is needed.
 * A missing key and an untrusted certificate need none when the server answers all the same.
 */
export type Finding =
  | { readonly kind: 'key'; readonly good: boolean; readonly source: KeySource }
  | { readonly kind: 'route'; readonly good: boolean; readonly route: ShownRoute }
  | { readonly kind: 'certificate'; readonly good: boolean; readonly certificate: Certificate }
  /** `because` in the passage says why it is the editor's road. */
  | { readonly kind: 'road'; readonly good: true; readonly passage: Passage }
  | { readonly kind: 'unreachable'; readonly good: false; readonly failure: Failure }
  /** Milliseconds until the head of the answer; the connection may have been there already. */
  | {
      readonly kind: 'answer';
      readonly good: boolean;
      readonly status: number;
      readonly milliseconds: number;
    }
  /** Only after an answer of 200; some servers list nothing although they answer. */
  | { readonly kind: 'model'; readonly good: boolean; readonly model: string; readonly listed: number };

export interface ConnectionReport {
  /** Host and port that were asked. */
  readonly host: string;
  readonly findings: readonly Finding[];
}

/** Goes the way of a question with a request that is free. Only an abort is thrown. */
export async function checkConnection(
  fetch: RoadFetch,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  const url = new URL(request.url);
  const { keySource: source } = request;
  const { route, certificate } = await fetch.inspect(url, signal);
  const outcome = await answer(fetch, url, request, signal);
  const answered = outcome.some(({ kind, good }) => kind === 'answer' && good);
  const findings: Finding[] = [
    { kind: 'key', good: source !== 'missing' || answered, source },
    { kind: 'route', good: route.kind !== 'unusable' || answered, route },
    ...(certificate
      ? [{ kind: 'certificate', good: !certificate.problem || answered, certificate } as const]
      : []),
    ...outcome,
  ];
  return { host: url.host, findings };
}

async function answer(
  fetch: RoadFetch,
  url: URL,
  { headers, model }: CheckRequest,
  signal: AbortSignal,
): Promise<Finding[]> {
  const start = performance.now();
  try {
    // The headers hold the key, which a redirect would take to another host.
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const milliseconds = Math.round(performance.now() - start);
    const { status, ok } = response;
    const passage = fetch.roadOf(url.host);
    const ids = modelIds(await response.text());
    return [
      ...(passage ? [{ kind: 'road', good: true, passage } as const] : []),
      { kind: 'answer', good: ok, status, milliseconds },
      ...(ok ? [{ kind: 'model', good: ids.includes(model), model, listed: ids.length } as const] : []),
    ];
  } catch (error) {
    if (signal.aborted) throw error;
    return [{ kind: 'unreachable', good: false, failure: toFailure(error) }];
  }
}

function modelIds(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    const models = isRecord(list) && Array.isArray(list['data']) ? list['data'] : [];
    return models.map((model: unknown) => isRecord(model) && model['id']);
  } catch {
    // A page of a proxy, or of a server that has no such address: it lists nothing.
    return [];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
