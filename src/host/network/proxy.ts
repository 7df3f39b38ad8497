import { isIP } from 'node:net';
import type { Environment, NetworkSettings } from './networkSettings.ts';
import { isExempt } from './noProxy.ts';

/** How undici reaches a server. */
export type Route =
  | { readonly kind: 'direct'; readonly because: 'noProxySet' | 'switchedOff' | 'local' | 'exempt' }
  | { readonly kind: 'proxy'; readonly proxy: HttpProxy; readonly from: ProxySource }
  /** A proxy that only the editor can use: SOCKS, or not a valid address. */
  | { readonly kind: 'unusable'; readonly from: ProxySource };

/** A route without its secret. */
export type ShownRoute =
  | Exclude<Route, { kind: 'proxy' }>
  | { readonly kind: 'proxy'; readonly host: string; readonly from: ProxySource };

type ProxySource = 'setting' | 'environment';

export interface HttpProxy {
  /** Scheme, host and port; may be shown. */
  readonly origin: string;
  /** Host and port; may be shown. */
  readonly host: string;
  /** Value of the header Proxy-Authorization: a secret. */
  readonly authorization?: string | undefined;
}

/** The route by the editor's rules: local hosts are direct; `http.proxy` comes before the environment. */
export function routeTo(url: URL, settings: NetworkSettings, env: Environment): Route {
  if (settings.proxySupport === 'off') return { kind: 'direct', because: 'switchedOff' };
  if (isLocal(url.hostname)) return { kind: 'direct', because: 'local' };
  const from = settings.proxy ? 'setting' : 'environment';
  const address =
    settings.proxy || variable(env, ...PROXY_VARIABLES[url.protocol === 'https:' ? 'https' : 'http']);
  if (!address) return { kind: 'direct', because: 'noProxySet' };
  const exempt = settings.noProxy.length > 0 ? settings.noProxy : variable(env, 'no_proxy').split(/[\s,]+/);
  if (isExempt(url, exempt)) return { kind: 'direct', because: 'exempt' };
  const proxy = parseProxy(address, settings.proxyAuthorization);
  return proxy ? { kind: 'proxy', proxy, from } : { kind: 'unusable', from };
}

export function shown(route: Route): ShownRoute {
  return route.kind === 'proxy' ? { kind: 'proxy', host: route.proxy.host, from: route.from } : route;
}

/** As in the editor, HTTP_PROXY is used for https when nothing more specific is set. */
const PROXY_VARIABLES = {
  https: ['https_proxy', 'http_proxy', 'all_proxy'],
  http: ['http_proxy', 'all_proxy'],
} as const;

function variable(env: Environment, ...names: readonly string[]): string {
  const values = names.flatMap((name) => [env[name.toUpperCase()], env[name]]);
  return values.find((value) => value) ?? '';
}

function isLocal(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}

function parseProxy(address: string, authorization: string | undefined): HttpProxy | undefined {
  const full = address.includes('://') ? address : `http://${address}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return { origin: url.origin, host: url.host, authorization: authorization || basic(url) };
}

function basic({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}
