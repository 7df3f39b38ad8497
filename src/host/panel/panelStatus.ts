import * as vscode from 'vscode';
import { anthropicAddress, isClaudeApi } from '../../core/api/address.ts';
import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import type { KeySource } from '../../core/errors.ts';
import type { PanelState } from '../../protocol.ts';
import { anyModel } from '../parseSettings.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { endText } from '../server/modelLifecycle.ts';
import { readSettings, type Settings } from '../settings.ts';
import { actionView } from '../ui/failureActions.ts';
import { recipeProblemText } from '../ui/sentences.ts';

/** The model, the key and the notices around the conversation. */
export class PanelStatus implements vscode.Disposable {
  readonly #connection: Pick<Connection, 'knownModels'>;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #keySource: KeySource = 'missing';

  readonly onDidChange = this.#changes.event;

  constructor(keys: KeyStore, connection: Pick<Connection, 'knownModels'>) {
    this.#connection = connection;
    const readKey = async () => {
      this.#keySource = (await keys.read()).source;
      this.#changes.fire();
    };
    const settingsChanged = () => this.#changes.fire();
    this.#listening = vscode.Disposable.from(
      keys.onDidChange(readKey),
      vscode.workspace.onDidChangeConfiguration(settingsChanged),
    );
    void readKey();
  }

  /** `notice` is about what the user has just done, so it comes before notices about the settings. */
  current(notice: string | undefined): Pick<PanelState, 'model' | 'key' | 'notice'> {
    const settings = readSettings();
    const { provider, model, baseUrl } = settings;
    return {
      model: model === anyModel ? vscode.l10n.t('Any model') : model,
      key: provider === 'vscode' ? editorKeyView() : keyView(this.#keySource, baseUrl),
      ...noticeOf(notice, settings, this.#connection.knownModels),
    };
  }

  dispose(): void {
    vscode.Disposable.from(this.#listening, this.#changes).dispose();
  }
}

function noticeOf(
  text: string | undefined,
  { model, customRecipes }: Settings,
  known: readonly ModelFacts[],
): Pick<PanelState, 'notice'> {
  if (text !== undefined) return { notice: { text, actions: [] } };
  const wrong = recipeProblemText(customRecipes.problems);
  if (wrong !== undefined) return { notice: { text: wrong, actions: [actionView('recipeSettings')] } };
  const end = endText(model, known);
  return end === undefined ? {} : { notice: { text: end, actions: [actionView('selectModel')] } };
}

function editorKeyView(): PanelState['key'] {
  return { label: vscode.l10n.t('Language models of VS Code: no prices'), missing: false };
}

function keyView(source: KeySource, baseUrl: string): PanelState['key'] {
  const server = otherServer(baseUrl);
  if (server === undefined) return { label: keyTexts[source](), missing: source === 'missing' };
  return { label: serverKeyTexts[source](server), missing: false };
}

const keyTexts: Record<KeySource, () => string> = {
  stored: () => vscode.l10n.t('Your API key'),
  environment: () => vscode.l10n.t('Key from ANTHROPIC_API_KEY'),
  missing: () => vscode.l10n.t('No API key yet'),
};

const serverKeyTexts: Record<KeySource, (server: string) => string> = {
  stored: (server) => vscode.l10n.t('Your API key for {0}', server),
  environment: (server) => vscode.l10n.t('Key from ANTHROPIC_API_KEY for {0}', server),
  missing: (server) => vscode.l10n.t('No key for {0}', server),
};

/** The host of a base URL; undefined for the Claude API itself, which always needs a key. */
function otherServer(baseUrl: string): string | undefined {
  const address = baseUrl === '' ? anthropicAddress : baseUrl;
  if (!URL.canParse(address)) return address;
  return isClaudeApi(address) ? undefined : new URL(address).host;
}
