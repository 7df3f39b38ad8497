import type { Fetch } from '../../core/api/answerTypes.ts';
import { type Certificates, systemCertificates } from './certificates.ts';
import { travel } from './fallback.ts';
import { type Inspection, inspect } from './inspectCertificate.ts';
import { connectionKey, type Environment, type NetworkSettings } from './networkSettings.ts';
import { createPassages, type Passage } from './rememberedTransport.ts';
import { replayable } from './replayableBody.ts';
import { createOwnRoad } from './undiciTransport.ts';

export interface RoadOptions {
  readonly settings: () => NetworkSettings;
  /** The editor's own fetch, looked up for each request. */
  readonly editorFetch: () => Fetch;
  readonly env: Environment;
  /** Gets a line when the editor's road is taken; never a secret. */
  readonly log: (line: string) => void;
  /** Authorities to trust. Default: {@link systemCertificates}. */
  readonly certificates?: Certificates;
  /** Milliseconds for each step of making a connection. Default: 5000. */
  readonly connectTimeout?: number;
}

/** A WHATWG fetch over two roads. */
export interface RoadFetch extends Fetch {
  /** The road that worked last for a host ("api.example:8443"); undefined before it ever did. */
  roadOf(host: string): Passage | undefined;
  /** Looks at the way to an address; no request is sent. */
  inspect(url: URL, signal: AbortSignal): Promise<Inspection>;
  dispose(): Promise<void>;
}

/**
 * A fetch by the editor's settings and the system's certificates and, where that cannot connect, by the editor's own
 * fetch, once and only if no byte of the request had left. What keeps a request from its answer is thrown as a
 * FailureError (`noConnection`, `certificate`, `proxyAuthentication`); an abort throws the reason of the signal. How
 * long to wait, for the answer as for each piece of its body, is the caller's business (`core/api/body.ts`).
 */
export function createFetch(options: RoadOptions): RoadFetch {
  const {
    settings,
    env,
    editorFetch,
    log,
    certificates = systemCertificates,
    connectTimeout = 5000,
  } = options;
  const own = createOwnRoad({ settings, env, certificates, connectTimeout, log });
  const passages = createPassages(() => connectionKey(settings(), env));
  const roads = { own, editorFetch, passages, log };
  const fetch = async (...args: Parameters<Fetch>) => travel(roads, await replayable(...args));
  return Object.assign(fetch, {
    roadOf: passages.get,
    inspect: (url: URL, signal: AbortSignal) => inspect(url, settings(), env, own.connecting, signal),
    dispose: own.dispose,
  });
}
