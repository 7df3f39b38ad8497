import type { Fetch } from '../../core/api/answerTypes.ts';
import { FailureError } from '../../core/errors.ts';

/** Node's own fetch, through HTTP_PROXY and HTTPS_PROXY as NO_PROXY says, which it does only when told to. */
export function environmentFetch(): Fetch {
  const { env } = process;
  const isProxied = ['http_proxy', 'https_proxy'].some((name) => env[name] || env[name.toUpperCase()]);
  const dispatcher = isProxied ? throughProxy(env['no_proxy'] ?? env['NO_PROXY'] ?? '') : undefined;
  return async (input, init) => {
    // Node's fetch takes the dispatchers of this version of undici, which its declarations do not know.
    const options: object = { ...init, ...(dispatcher && { dispatcher: await dispatcher }) };
    return globalThis.fetch(input, options);
  };
}

async function throughProxy(noProxy: string) {
  // Node's own copy loads before this one, which would become the dispatcher of all others.
  void globalThis.Response;
  const { EnvHttpProxyAgent } = await import('./proxyAgent.ts');
  try {
    return new EnvHttpProxyAgent({ noProxy: noProxy === '*' ? noProxy : [noProxy, ...local].join(',') });
  } catch (error) {
    const detail = 'HTTP_PROXY or HTTPS_PROXY is no address of a proxy';
    throw new FailureError({ kind: 'noConnection', detail }, { cause: error });
  }
}

/** Servers of this computer are no business of a proxy. */
const local = ['localhost', '127.0.0.1', '[::1]'];
