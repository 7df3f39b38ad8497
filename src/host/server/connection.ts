import * as vscode from 'vscode';
import type { Answer } from '../../core/api/answerTypes.ts';
import type { Api, ConnectOptions } from '../../core/api/connect.ts';
import type { ModelFacts } from '../../core/api/models/models.ts';
import type { NetworkFetch } from '../network/fetch.ts';
import type { NetworkSettings } from '../network/networkSettings.ts';
import { readSettings } from '../settings.ts';
import type { KeyStore } from './key.ts';

/** The server that is asked, by the settings and the key of the moment. Its code comes with the first question. */
export interface Connection extends vscode.Disposable {
  readonly api: () => Promise<Api>;
  readonly answer: Answer;
  /** What the server says about its models; empty when it has no list. */
  readonly models: () => Promise<readonly ModelFacts[]>;
  /** The models that the server has listed so far; asks nothing. */
  readonly knownModels: () => readonly ModelFacts[];
  /** Deletes what was stored at the server for the conversation. Throws a FailureError. */
  readonly forget: () => Promise<void>;
  readonly transport: () => Promise<NetworkFetch>;
}

export function createConnection(keys: KeyStore, log: vscode.LogOutputChannel): Connection {
  let transport: Promise<NetworkFetch> | undefined;
  let client: Promise<Client> | undefined;
  let known: readonly ModelFacts[] = [];

  const openTransport = () => {
    transport ??= import('../network/fetch.ts').then(({ createFetch }) =>
      createFetch({
        settings: networkSettings,
        // Looked up at each call: the editor replaces it when its proxy settings change.
        editorFetch: () => globalThis.fetch,
        env: process.env,
        log: (line) => log.info(line),
      }),
    );
    return transport;
  };

  const options = async (): Promise<ConnectOptions> => {
    const { baseUrl, idleTimeout: idleTimeoutSeconds } = readSettings();
    const [fetch, { key }] = await Promise.all([openTransport(), keys.read()]);
    return { baseUrl, key, fetch, idleTimeoutSeconds, log: (line) => log.info(line) };
  };

  const connected = async () => {
    client ??= loadClient((line) => log.info(line));
    const [{ connect, ...kept }, settings] = await Promise.all([client, options()]);
    return { ...kept, connect, settings, plain: connect(settings) };
  };

  const open = async () => {
    const { connect, lists, uploads, settings, plain } = await connected();
    known = await lists.before(plain, settings.key, readSettings().model);
    return { uploads, server: connect({ ...settings, models: known }) };
  };

  return {
    api: async () => (await open()).server,
    transport: openTransport,
    models: async () => {
      const { lists, settings, plain } = await connected();
      known = await lists.of(plain, settings.key);
      return known;
    },
    knownModels: () => known,
    answer: async function* (request, signal) {
      const { uploads, server } = await open();
      if (readSettings().upload === 'never') yield* server.answer(request, signal);
      else yield* uploads.answer(server, request, signal);
    },
    forget: async () => (await client)?.uploads.deleteAll(AbortSignal.timeout(30_000)),
    dispose: () => void transport?.then((running) => running.dispose()),
  };
}

/** All that only asking needs, with what is kept between questions. */
async function loadClient(log: (line: string) => void) {
  const [{ connect }, { createModelLists }, { createUploads }] = await Promise.all([
    import('../../core/api/connect.ts'),
    import('../../core/api/models/modelListCache.ts'),
    import('../../core/api/uploads.ts'),
  ]);
  return { connect, lists: createModelLists(log), uploads: createUploads() };
}

type Client = Awaited<ReturnType<typeof loadClient>>;

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
