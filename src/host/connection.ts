import * as vscode from 'vscode';
import type { Api } from '../core/api/connect.ts';
import type { Answer } from '../core/api/types.ts';
import type { KeyStore } from './key.ts';
import type { RoadFetch } from './network/fetch.ts';
import type { NetworkSettings } from './network/settings.ts';
import { readSettings } from './settings.ts';

/** The server that is asked, by the settings and the key of the moment. Its code comes with the first question. */
export interface Connection extends vscode.Disposable {
  readonly api: () => Promise<Api>;
  readonly answer: Answer;
  readonly fetch: () => Promise<RoadFetch>;
}

export function createConnection(keys: KeyStore, log: vscode.LogOutputChannel): Connection {
  let roads: Promise<RoadFetch> | undefined;
  const fetch = () => {
    roads ??= import('./network/fetch.ts').then(({ createFetch }) =>
      createFetch({
        settings: networkSettings,
        // Looked up at each call: the editor replaces it when its proxy settings change.
        editorFetch: () => globalThis.fetch,
        env: process.env,
        log: (line) => log.info(line),
      }),
    );
    return roads;
  };
  const api = async () => {
    const [{ connect }, road, { key }] = await Promise.all([
      import('../core/api/connect.ts'),
      fetch(),
      keys.read(),
    ]);
    const { baseUrl, idleTimeout } = readSettings();
    return connect({ baseUrl, key, fetch: road, idleTimeoutSeconds: idleTimeout });
  };
  return {
    api,
    fetch,
    answer: async function* (request, signal) {
      yield* (await api()).answer(request, signal);
    },
    dispose: () => void roads?.then((running) => running.dispose()),
  };
}

function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: http.get('proxy', ''),
    noProxy: http.get('noProxy', []),
    proxyStrictSSL: http.get('proxyStrictSSL', true),
    proxySupport: http.get('proxySupport', 'override'),
    proxyAuthorization: http.get<string | null>('proxyAuthorization', null) ?? undefined,
    systemCertificates: http.get('systemCertificates', true),
    idleTimeout: readSettings().idleTimeout,
  };
}
