import * as vscode from 'vscode';
import type { KeySource } from '../../core/errors.ts';
import { askForSecret, type PageButton, showError } from '../ui/dialogs.ts';

const secret = 'askClaude.apiKey';

/** The API key: the stored one, else `ANTHROPIC_API_KEY` of the extension host. It is read for each request. */
export interface KeyStore extends vscode.Disposable {
  readonly read: () => Promise<{ readonly key?: string; readonly source: KeySource }>;
  /** Asks for a key and stores it; false when the user backed out. */
  readonly ask: () => Promise<boolean>;
  readonly remove: () => Promise<void>;
  /** The key was set or removed, here or in another window. */
  readonly onDidChange: vscode.Event<unknown>;
}

export function createKeyStore(secrets: vscode.SecretStorage): KeyStore {
  const changed = new vscode.EventEmitter<void>();
  const subscription = secrets.onDidChange((change) => change.key === secret && changed.fire());
  return {
    read: async () => {
      const stored = await secrets.get(secret);
      if (stored) return { key: stored, source: 'stored' };
      const environment = process.env['ANTHROPIC_API_KEY']?.trim();
      return environment ? { key: environment, source: 'environment' } : { source: 'missing' };
    },
    ask: async () => {
      const key = await askForSecret(keyPrompt(), keyPage());
      if (key === undefined) return false;
      return stored(secrets, key.trim());
    },
    remove: async () => secrets.delete(secret),
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(subscription, changed).dispose(),
  };
}

/** Without a keyring (a Linux desktop may have none) the editor refuses to store secrets. */
async function stored(secrets: vscode.SecretStorage, key: string): Promise<boolean> {
  try {
    await secrets.store(secret, key);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await showError(
      vscode.l10n.t(
        'The key could not be stored ({0}). Set ANTHROPIC_API_KEY in the environment of the editor instead.',
        reason,
      ),
    );
    return false;
  }
}

function keyPage(): PageButton {
  return {
    tooltip: vscode.l10n.t('Get an API Key at console.anthropic.com'),
    address: 'https://console.anthropic.com/settings/keys',
  };
}

function keyPrompt(): vscode.InputBoxOptions {
  return {
    title: vscode.l10n.t('Ask Claude: Set API Key'),
    prompt: vscode.l10n.t(
      'Get a key at console.anthropic.com (Settings, API keys). It is stored in the secret storage of this editor and sent to the configured server only.',
    ),
    placeHolder: 'sk-ant-…',
    validateInput: (value) => keyProblem(value.trim()),
  };
}

function keyProblem(key: string): vscode.InputBoxValidationMessage | undefined {
  const { Error: wrong, Warning } = vscode.InputBoxValidationSeverity;
  if (key === '') return { message: vscode.l10n.t('Paste the key here.'), severity: wrong };
  if (/\s/.test(key))
    return { message: vscode.l10n.t('A key has no spaces or line breaks.'), severity: wrong };
  if (key.startsWith('sk-ant-')) return undefined;
  return {
    message: vscode.l10n.t('Anthropic keys start with sk-ant-. Keys of other servers may look different.'),
    severity: Warning,
  };
}
