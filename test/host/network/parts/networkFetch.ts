import type { Fetch } from '../../../../src/core/api/answerTypes.ts';
import {
  createFetch,
  type NetworkFetch,
  type NetworkFetchOptions,
} from '../../../../src/host/network/fetch.ts';
import type { NetworkSettings } from '../../../../src/host/network/networkSettings.ts';

/** The editor's defaults. */
export const defaults: NetworkSettings = {
  proxy: '',
  noProxy: [],
  proxyStrictSSL: true,
  proxySupport: 'override',
};

export interface TestFetch {
  readonly fetch: NetworkFetch;
  /** Addresses the editor was asked for. */
  readonly editorCalls: string[];
  readonly lines: string[];
}

/** The network's fetch with the editor's default settings unless others are given, and an editor that reaches nothing. */
export function makeFetch({
  settings = {},
  editor = unreachable,
  ...options
}: {
  settings?: Partial<NetworkSettings> | (() => Partial<NetworkSettings>);
  editor?: Fetch;
} & Partial<Pick<NetworkFetchOptions, 'env' | 'certificates' | 'connectTimeout'>>): TestFetch {
  const editorCalls: string[] = [];
  const lines: string[] = [];
  const asked: Fetch = (input, init) => {
    editorCalls.push(String(input));
    return editor(input, init);
  };
  const fetch = createFetch({
    env: {},
    ...options,
    settings: () => ({ ...defaults, ...(typeof settings === 'function' ? settings() : settings) }),
    editorFetch: () => asked,
    log: (line) => lines.push(line),
  });
  return { fetch, editorCalls, lines };
}

const unreachable: Fetch = async () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('no way'), { code: 'ENOTFOUND' }) });
};

/** An editor that knows a name nobody else does: every request goes to a port of this machine. */
export function editorTo(port: number): Fetch {
  return (input, init) => {
    const { pathname, search } = new URL(String(input));
    return globalThis.fetch(`http://127.0.0.1:${port}${pathname}${search}`, init);
  };
}
