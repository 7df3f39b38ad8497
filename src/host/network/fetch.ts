import type { Fetch } from '../../core/api/answerTypes.ts';
import { type Certificates, systemCertificates } from './certificates.ts';
import { fetchWithFallback } from './fallback.ts';
import { type Inspection, inspect } from './inspectCertificate.ts';
import { connectionKey, type Environment, type NetworkSettings } from './networkSettings.ts';
import { replayable } from './replayableBody.ts';
import { createTransportMemory, type UsedTransport } from './transportMemory.ts';
import { createUndiciTransport } from './undiciTransport.ts';

export interface NetworkFetchOptions {
  readonly settings: () => NetworkSettings;
  /** The editor's own fetch, looked up for each request. */
  readonly editorFetch: () => Fetch;
  readonly env: Environment;
  /** Gets a line when a request falls back to the editor; never a secret. */
  readonly log: (line: string) => void;
  /** Authorities to trust. Default: {@link systemCertificates}. */
  readonly certificates?: Certificates;
  /** Milliseconds for each step of making a connection. Default: 5000. */
  readonly connectTimeout?: number;
}

/** A WHATWG fetch with two transports, undici and the editor's own fetch. */
export interface NetworkFetch extends Fetch {
  /** The transport that last worked for a host ("api.example:8443"); undefined before the first answer. */
  transportOf(host: string): UsedTransport | undefined;
  /** Loads the code and the certificates of a connection, and sends nothing. */
  load(): Promise<void>;
  /** Inspects the connection to an address without sending a request. */
  inspect(url: URL, signal: AbortSignal): Promise<Inspection>;
  dispose(): Promise<void>;
}

/**
 * A fetch that follows the editor's network settings and trusts the system's certificates. It falls back to the
 * editor's own fetch, once, when no connection could be made. It has no time limits of its own: the caller limits the
 * wait for the response and for each chunk of its body (`core/api/timeout.ts`, `core/api/stream/body.ts`).
 *
 * The returned fetch throws FailureError (`noConnection`, `certificate`, `proxyAuthentication`) when the network keeps
 * a request from its answer, and the reason of the signal when that is aborted.
 */
export function createFetch(options: NetworkFetchOptions): NetworkFetch {
  const { settings, env, editorFetch, log } = options;
  const { certificates = systemCertificates, connectTimeout = 5000 } = options;
  const undici = createUndiciTransport({ settings, env, certificates, connectTimeout, log });
  const memory = createTransportMemory(() => connectionKey(settings(), env));
  const transports = { undici, editorFetch, memory, log };
  const fetch = async (...args: Parameters<Fetch>) =>
    fetchWithFallback(transports, await replayable(...args));
  return Object.assign(fetch, {
    transportOf: memory.get,
    load: async () => void (await undici.connecting()),
    inspect: (url: URL, signal: AbortSignal) => inspect(url, settings(), env, undici.connecting, signal),
    dispose: undici.dispose,
  });
}
