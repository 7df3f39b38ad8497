import * as vscode from 'vscode';
import type { Api, ConnectOptions } from '../core/api/connect.ts';
import { createModelLists } from '../core/api/modelLists.ts';
import type { ModelFacts } from '../core/api/models.ts';
import type { Answer } from '../core/api/types.ts';
import { createUploads } from '../core/api/uploads.ts';
import type { KeyStore } from './key.ts';
import type { RoadFetch } from './network/fetch.ts';
import type { NetworkSettings } from './network/settings.ts';
import { readSettings } from './settings.ts';

/** The server that is asked, by the settings and the key of the moment. Its code comes with the first question. */
export interface Connection extends vscode.Disposable {
  readonly api: () => Promise<Api>;
  readonly answer: Answer;
  /** What the server says about its models; empty when it has no list. */
  readonly models: () => Promise<readonly ModelFacts[]>;
  /** Deletes what was stored at the server for the conversation. Throws a FailureError. */
  readonly forget: () => Promise<void>;
  readonly roads: () => Promise<RoadFetch>;
}

export function createConnection(keys: KeyStore, log: vscode.LogOutputChannel): Connection {
  let roads: Promise<RoadFetch> | undefined;
  const uploads = createUploads();
  const lists = createModelLists((line) => log.info(line));

  const openRoads = () => {
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

  const options = async (): Promise<ConnectOptions> => {
    const { baseUrl, idleTimeout: idleTimeoutSeconds } = readSettings();
    const [fetch, { key }] = await Promise.all([openRoads(), keys.read()]);
    return { baseUrl, key, fetch, idleTimeoutSeconds, log: (line) => log.info(line) };
  };

  const connected = async () => {
    const [{ connect }, settings] = await Promise.all([import('../core/api/connect.ts'), options()]);
    return { connect, settings, plain: connect(settings) };
  };

  const api = async () => {
    const { connect, settings, plain } = await connected();
    const models = await lists.before(plain, settings.key, readSettings().model);
    return connect({ ...settings, models });
  };

  return {
    api,
    roads: openRoads,
    models: async () => {
      const { settings, plain } = await connected();
      return lists.of(plain, settings.key);
    },
    answer: async function* (request, signal) {
      const server = await api();
      if (readSettings().upload === 'never') yield* server.answer(request, signal);
      else yield* uploads.answer(server, request, signal);
    },
    forget: () => uploads.deleteAll(AbortSignal.timeout(30_000)),
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
  };
}
