import * as vscode from 'vscode';
import type { Api, ConnectOptions } from '../core/api/connect.ts';
import type { ModelFacts } from '../core/api/models.ts';
import type { Answer } from '../core/api/types.ts';
import { createUploads } from '../core/api/uploads.ts';
import type { KeyStore } from './key.ts';
import type { RoadFetch } from './network/fetch.ts';
import type { NetworkSettings } from './network/settings.ts';
import { readSettings } from './settings.ts';

/** Milliseconds that a question waits for the list of models of a server it does not know. */
const listPatience = 3000;

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
  const lists = new Map<string, Promise<readonly ModelFacts[]>>();

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

  // One list for each server and key, for as long as the window lives; a list that failed is asked for again.
  const listed = (api: Api, key: string | undefined): Promise<readonly ModelFacts[]> => {
    const place = `${api.baseUrl} ${key}`;
    const known = lists.get(place);
    if (known) return known;
    const list = api.listModels(AbortSignal.timeout(listPatience)).catch((error: unknown) => {
      log.info(`${api.baseUrl} has no list of models: ${String(error)}`);
      lists.delete(place);
      return [];
    });
    lists.set(place, list);
    return list;
  };

  const connected = async () => {
    const [{ connect }, settings] = await Promise.all([import('../core/api/connect.ts'), options()]);
    return { connect, settings, plain: connect(settings) };
  };

  const api = async () => {
    const { connect, settings, plain } = await connected();
    // What the Claude API takes is known; any other server may show by its list that it takes the same.
    if (plain.dialect.needsKey) return plain;
    return connect({ ...settings, models: await listed(plain, settings.key) });
  };

  return {
    api,
    roads: openRoads,
    models: async () => {
      const { settings, plain } = await connected();
      return listed(plain, settings.key);
    },
    answer: async function* (request, signal) {
      const server = await api();
      if (readSettings().upload === 'never') yield* server.answer(request, signal);
      else yield* uploads.answer(server, request, signal);
    },
    forget: async () => {
      if (uploads.isEmpty()) return;
      await uploads.deleteAll(await api(), AbortSignal.timeout(30_000));
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
  };
}
