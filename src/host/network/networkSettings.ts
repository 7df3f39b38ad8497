/** The editor's network settings (`http.*`). */
export interface NetworkSettings {
  /** `http.proxy`; empty for none. */
  readonly proxy: string;
  /** `http.noProxy`; when it is not empty, the NO_PROXY of the environment is not looked at. */
  readonly noProxy: readonly string[];
  /** `http.proxyStrictSSL`: whether certificates have to be trusted, the server's as well as the proxy's. */
  readonly proxyStrictSSL: boolean;
  /** `http.proxySupport`: `off` means no proxy at all, wherever it is named. */
  readonly proxySupport: string;
  /** `http.proxyAuthorization`: the value of the header Proxy-Authorization, before any user info in the address. */
  readonly proxyAuthorization?: string | undefined;
  /** `http.systemCertificates`: whether the operating system's certificates are trusted too. Default: true. */
  readonly systemCertificates?: boolean | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Differs when connections have to be made in another way than before. */
export function connectionKey(settings: NetworkSettings, env: Environment): string {
  const variables = Object.entries(env).filter(([name]) => /^(https?|all|no)_proxy$/i.test(name));
  return JSON.stringify([settings, variables]);
}
