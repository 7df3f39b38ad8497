import type { Dispatcher } from 'undici';
import { FailureError } from '../../core/errors.ts';
import { type Certificates, trust } from './certificates.ts';
import { createDispatchers, type Dispatchers } from './dispatchers.ts';
import { connectionKey, type Environment, type NetworkSettings } from './networkSettings.ts';
import type { ReplayableRequest } from './replayableBody.ts';
import { nodeResponse } from './response.ts';
import type { Connecting } from './tunnel.ts';
import { loadUndici, type Undici } from './undici.ts';

export interface UndiciTransportOptions {
  readonly settings: () => NetworkSettings;
  readonly env: Environment;
  readonly certificates: Certificates;
  /** Milliseconds for each step of making a connection. */
  readonly connectTimeout: number;
  readonly log: (line: string) => void;
}

/** undici with the current settings. */
export interface UndiciTransport {
  send(request: ReplayableRequest): Promise<Attempt>;
  /** The means to connect under the current settings. */
  connecting(): Promise<Connecting>;
  dispose(): Promise<void>;
}

/** The outcome of a request. `sent` says whether a byte of it may have left before the error. */
type Attempt = { readonly response: Response } | { readonly error: unknown; readonly sent: boolean };

export function createUndiciTransport(options: UndiciTransportOptions): UndiciTransport {
  const connections = latest(options);
  return {
    connecting: async () => connections.of(await loadUndici()).connecting,
    dispose: () => connections.destroy(),
    async send({ url, init }) {
      const observer = new Observer();
      try {
        const undici = await loadUndici();
        const dispatcher = connections.of(undici).dispatchers.to(url).compose(observer.watch);
        const response = await undici.fetch(url, { ...init, dispatcher });
        return { response: nodeResponse(response, observer.status) };
      } catch (cause) {
        return { error: observer.status === 407 ? refused(url, cause) : cause, sent: observer.sent };
      }
    },
  };
}

interface Connections {
  readonly key: string;
  readonly connecting: Connecting;
  readonly dispatchers: Dispatchers;
}

/** Connections, replaced when the settings have changed; requests under way keep the old ones. */
function latest({ settings, env, certificates, connectTimeout, log }: UndiciTransportOptions) {
  let current: Connections | undefined;
  return {
    of(undici: Undici): Connections {
      const wanted = settings();
      const key = connectionKey(wanted, env);
      if (current?.key === key) return current;
      const connecting = { undici, connectTimeout, trust: trust(wanted, certificates) };
      current?.dispatchers
        .close()
        .catch((error: unknown) => log(`network: closing failed: ${String(error)}`));
      current = { key, connecting, dispatchers: createDispatchers(wanted, env, connecting) };
      return current;
    },
    destroy: async () => current?.dispatchers.destroy(),
  };
}

/** For a 407 that is not about a tunnel, which fetch turns into an error without a cause. */
function refused({ host }: URL, cause: unknown): FailureError {
  const detail = `proxy 407 (${host})`;
  return new FailureError({ kind: 'proxyAuthentication', detail, status: 407 }, { cause });
}

/** 421 Misdirected Request (RFC 9110 §15.5.20). */
const misdirected = 421;

/** Observes whether undici began to send a request: it reports so once connected, before the first byte. */
class Observer {
  sent = false;
  status = 0;

  readonly watch: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      this.sent = true;
      start?.(controller, context);
    };
    const respond = handler.onResponseStart?.bind(handler);
    handler.onResponseStart = (controller, status, ...rest) => {
      this.status = status;
      // A fetch would send the request again, over another connection (Fetch standard, HTTP-network-or-cache fetch).
      respond?.(controller, status === misdirected ? 400 : status, ...rest);
    };
    return dispatch(options, handler);
  };
}
