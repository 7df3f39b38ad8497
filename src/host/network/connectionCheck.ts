import { listedIds } from '../../core/api/models/modelList.ts';
import { plainId } from '../../core/api/models/models.ts';
import { jsonLimits } from '../../core/api/requestJson.ts';
import { bodyText } from '../../core/api/stream/body.ts';
import { withTimeout } from '../../core/api/timeout.ts';
import { type Failure, toFailure } from '../../core/errors.ts';
import type { NetworkFetch } from './fetch.ts';
import type { Certificate } from './inspectCertificate.ts';
import type { ShownRoute } from './proxy.ts';
import type { UsedTransport } from './transportMemory.ts';

export interface CheckRequest {
  /** Without `/v1`: see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  /** Those of a question, the key included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keySource: KeySource;
  /** The model in use. */
  readonly model: string;
  /** Seconds to wait for the response and for each chunk of its body. Default: 30. */
  readonly timeoutSeconds?: number;
}

type KeySource = 'stored' | 'environment' | 'missing';

/**
 * The result of one check, in the order of the path to the server; `good` is false where a remedy is needed. A missing
 * key and an untrusted certificate need none when the server answers anyway.
 */
export type ConnectionFinding =
  | { readonly kind: 'key'; readonly good: boolean; readonly source: KeySource }
  | { readonly kind: 'route'; readonly good: boolean; readonly route: ShownRoute }
  | { readonly kind: 'certificate'; readonly good: boolean; readonly certificate: Certificate }
  | { readonly kind: 'transport'; readonly good: true; readonly used: UsedTransport }
  | { readonly kind: 'unreachable'; readonly good: false; readonly failure: Failure }
  /** Milliseconds until the head of the response, over a connection that may have existed already. */
  | {
      readonly kind: 'answer';
      readonly good: boolean;
      readonly status: number;
      readonly milliseconds: number;
    }
  /** `listed` is the number of models in the server's list; absent when it has none. */
  | { readonly kind: 'model'; readonly good: boolean; readonly model: string; readonly listed?: number };

export interface ConnectionReport {
  /** Host and port of the server. */
  readonly host: string;
  readonly findings: readonly ConnectionFinding[];
}

/** Checks the connection that questions use, with requests that are free. Throws only the reason of `signal`. */
export async function checkConnection(
  fetch: NetworkFetch,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  const url = new URL(request.baseUrl);
  const { keySource: source } = request;
  const { route, certificate } = await fetch.inspect(url, signal);
  const outcome = await answers(fetch, url.host, request, signal);
  const answered = outcome.some(({ kind, good }) => kind === 'answer' && good);
  const findings: ConnectionFinding[] = [
    { kind: 'key', good: source !== 'missing' || answered, source },
    { kind: 'route', good: route.kind !== 'unusable' || answered, route },
    ...(certificate
      ? [{ kind: 'certificate', good: !certificate.problem || answered, certificate } as const]
      : []),
    ...outcome,
  ];
  return { host: url.host, findings };
}

async function answers(
  fetch: NetworkFetch,
  host: string,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<ConnectionFinding[]> {
  try {
    const list = await ask(fetch, request, '/v1/models?limit=1000', {}, signal);
    // A server without a list refuses an empty question, and a wrong address does not know the path at all.
    const unlisted = list.status === 404 || list.status === 405;
    const empty = { method: 'POST', body: '{}' };
    const { status, milliseconds } = unlisted
      ? await ask(fetch, request, '/v1/messages', empty, signal)
      : list;
    const good = unlisted ? status === 400 || status === 422 : status === 200;
    const used = fetch.transportOf(host);
    return [
      ...(used ? [{ kind: 'transport', good: true, used } as const] : []),
      { kind: 'answer', good, status, milliseconds },
      ...(good ? [modelFinding(request.model, unlisted ? undefined : listedIds(list.text))] : []),
    ];
  } catch (error) {
    if (signal.aborted) throw error;
    return [{ kind: 'unreachable', good: false, failure: toFailure(error) }];
  }
}

async function ask(
  fetch: NetworkFetch,
  { baseUrl, headers, timeoutSeconds = 30 }: CheckRequest,
  path: string,
  init: RequestInit,
  signal: AbortSignal,
) {
  const start = performance.now();
  const timeoutMs = timeoutSeconds * 1000;
  // A redirect to another host would take the key there.
  const asked = {
    ...init,
    headers: { 'content-type': 'application/json', ...headers },
    redirect: 'manual',
  } as const;
  const send = (limit: AbortSignal) => fetch(baseUrl + path, { ...asked, signal: limit });
  const { status, body } = await withTimeout(timeoutMs, send, signal);
  const milliseconds = Math.round(performance.now() - start);
  const text = await bodyText(body, { ...jsonLimits, idleMs: () => timeoutMs }, signal);
  return { status, milliseconds, text };
}

function modelFinding(model: string, ids: readonly string[] | undefined): ConnectionFinding {
  if (!ids) return { kind: 'model', good: true, model };
  // Lists may have ids with a date where the settings have the one without.
  const good = ids.some((id) => plainId(id) === plainId(model));
  return { kind: 'model', good, model, listed: ids.length };
}
