import type { Agent, Dispatcher } from 'undici';
import { FailureError } from '../../core/errors.ts';
import type { Environment, NetworkSettings } from './networkSettings.ts';
import { type HttpProxy, type Route, routeTo } from './proxy.ts';
import { type Connecting, tunnelConnector } from './tunnel.ts';

/** The connections under one set of settings. */
export interface Dispatchers {
  /** @throws FailureError `noConnection` for a proxy that only the editor can use */
  to(url: URL): Dispatcher;
  /** Resolves once the requests under way have ended. */
  close(): Promise<void>;
  /** Ends the requests under way. */
  destroy(): Promise<void>;
}

export function createDispatchers(
  settings: NetworkSettings,
  env: Environment,
  connecting: Connecting,
): Dispatchers {
  const agents = new Map<string, Agent>();
  const agentFor = (name: string, connect: Connect) => {
    const agent = agents.get(name) ?? new connecting.undici.Agent({ ...noTimeouts, connect });
    agents.set(name, agent);
    return agent;
  };
  const plain = { ...connecting.trust, timeout: connecting.connectTimeout };
  return {
    to(url) {
      const route = routeTo(url, settings, env);
      if (route.kind === 'unusable') throw unusable(route);
      if (route.kind === 'direct') return agentFor('direct', plain);
      const { proxy } = route;
      if (url.protocol === 'http:') return agentFor('direct', plain).compose(forward(proxy));
      return agentFor(`through ${proxy.origin}`, tunnelConnector(proxy, connecting));
    },
    close: () => each(agents, (agent) => agent.close()),
    destroy: () => each(agents, (agent) => agent.destroy()),
  };
}

type Connect = NonNullable<Agent.Options['connect']>;

/** No time limits: the caller has its own, which hold for both transports. */
const noTimeouts = { headersTimeout: 0, bodyTimeout: 0 };

async function each(agents: ReadonlyMap<string, Agent>, end: (agent: Agent) => Promise<void>): Promise<void> {
  await Promise.all([...agents.values()].map(end));
}

function unusable({ from }: Route & { kind: 'unusable' }): FailureError {
  return new FailureError({ kind: 'noConnection', detail: `the proxy of the ${from} is left to the editor` });
}

/** Plain http goes to the proxy itself, with the whole address in the request line (RFC 9112 §3.2.2). */
function forward(proxy: HttpProxy): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const { origin = '', path, headers } = options;
    const { host } = new URL(origin);
    const added = proxy.authorization ? { host, 'proxy-authorization': proxy.authorization } : { host };
    const onward = { ...options, origin: proxy.origin, path: `${origin}${path}` };
    return dispatch({ ...onward, headers: Object.assign({}, headers, added) }, handler);
  };
}
