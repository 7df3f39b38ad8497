import * as vscode from 'vscode';
import type { Answer, AnswerRequest } from '../../core/api/answerTypes.ts';
import type { Api, ConnectOptions } from '../../core/api/connect.ts';
import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import { FailureError } from '../../core/errors.ts';
import type { NetworkFetch } from '../network/fetch.ts';
import type { NetworkSettings } from '../network/networkSettings.ts';
import { readSettings } from '../settings.ts';
import type { KeyStore } from './key.ts';

/** The server that is asked, by the settings and the key at the time of each question. Its code loads with the first. */
export class Connection implements vscode.Disposable {
  readonly #keys: KeyStore;
  readonly #log: vscode.LogOutputChannel;
  #transport: Promise<NetworkFetch> | undefined;
  #client: Promise<Client> | undefined;
  #knownModels: readonly ModelFacts[] = [];

  constructor(keys: KeyStore, log: vscode.LogOutputChannel) {
    this.#keys = keys;
    this.#log = log;
  }

  /** The models that the server has listed so far; asks nothing. */
  get knownModels(): readonly ModelFacts[] {
    return this.#knownModels;
  }

  /** The server, with what its own list says about its models. @throws FailureError `wrongAddress`. */
  async connect(): Promise<Api> {
    return (await this.#openWithModels()).api;
  }

  /** Loads what the first question needs, and sends nothing. @throws FailureError `wrongAddress`. */
  async load(): Promise<void> {
    if (readSettings().provider === 'vscode') return void (await loadEditorAnswer());
    await Promise.all([this.#open(), this.transport().then((transport) => transport.load())]);
  }

  /** Tokens of a request as the server counts them. @throws FailureError. */
  async countTokens(request: AnswerRequest, signal: AbortSignal): Promise<number> {
    if (readSettings().provider === 'anthropic') return (await this.connect()).countTokens(request, signal);
    const detail = vscode.l10n.t('The language models of VS Code do not count the tokens of images.');
    throw new FailureError({ kind: 'badRequest', code: 'not_offered', detail });
  }

  /** Asks the server for its models; empty when it has no list. */
  async listModels(): Promise<readonly ModelFacts[]> {
    const { lists, api, key } = await this.#open();
    this.#knownModels = await lists.of(api, key);
    return this.#knownModels;
  }

  /** A property, so that it can be handed on as a function. */
  readonly answer: Answer = (request, signal) => this.#answer(request, signal);

  /** Deletes the images that were stored at the server for the conversation. @throws FailureError. */
  async deleteUploads(): Promise<void> {
    await (await this.#client)?.uploads.deleteAll(AbortSignal.timeout(30_000));
  }

  /** The network, as a `fetch`. */
  readonly transport = (): Promise<NetworkFetch> => {
    this.#transport ??= this.#openTransport();
    return this.#transport;
  };

  dispose(): void {
    void this.#transport?.then((transport) => transport.dispose());
  }

  async *#answer(...[request, signal]: Parameters<Answer>): ReturnType<Answer> {
    if (readSettings().provider === 'vscode') {
      const { editorAnswer } = await loadEditorAnswer();
      return yield* editorAnswer(request, signal);
    }
    const { api, uploads } = await this.#openWithModels();
    if (readSettings().upload === 'never') yield* api.answer(request, signal);
    else yield* uploads.answer(api, request, signal);
  }

  async #openWithModels(): Promise<OpenClient> {
    const opened = await this.#open();
    const { lists, api, key } = opened;
    this.#knownModels = await lists.before(api, key, readSettings().model);
    return { ...opened, api: api.withModels(this.#knownModels) };
  }

  /** The client's code and what it keeps between questions, connected by the settings of now. */
  async #open(): Promise<OpenClient> {
    this.#client ??= loadClient(this.#write);
    const [client, options] = await Promise.all([this.#client, this.#connectOptions()]);
    return { ...client, api: client.connect(options), key: options.key };
  }

  async #connectOptions(): Promise<ConnectOptions> {
    const { baseUrl, idleTimeout: idleTimeoutSeconds } = readSettings();
    const [fetch, { key, source: keySource }] = await Promise.all([this.transport(), this.#keys.read()]);
    return { baseUrl, key, keySource, fetch, idleTimeoutSeconds, log: this.#write };
  }

  async #openTransport(): Promise<NetworkFetch> {
    const { createFetch } = await import('../network/fetch.ts');
    return createFetch({
      settings: networkSettings,
      // Looked up at each call: the editor replaces it when its proxy settings change.
      editorFetch: () => globalThis.fetch,
      env: process.env,
      log: this.#write,
    });
  }

  readonly #write = (line: string): void => this.#log.info(line);
}

function loadEditorAnswer() {
  return import('./editorModels/editorAnswer.ts');
}

/** All that only asking needs, with what is kept between questions. */
async function loadClient(log: (line: string) => void) {
  const [{ connect }, { createModelLists }, { Uploads }] = await Promise.all([
    import('../../core/api/connect.ts'),
    import('../../core/api/models/modelListCache.ts'),
    import('../../core/api/uploads.ts'),
  ]);
  return { connect, lists: createModelLists(log), uploads: new Uploads() };
}

type Client = Awaited<ReturnType<typeof loadClient>>;
type OpenClient = Client & { readonly api: Api; readonly key: string | undefined };

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
