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
      const key = await askForSecret(keyPrompt, keyPage);
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
      `The key could not be stored (${reason}). Set ANTHROPIC_API_KEY in the environment of the editor instead.`,
    );
    return false;
  }
}

const keyPage: PageButton = {
  tooltip: 'Get an API Key at console.anthropic.com',
  address: 'https://console.anthropic.com/settings/keys',
};

const keyPrompt: vscode.InputBoxOptions = {
  title: 'Ask Claude: Set API Key',
  prompt:
    'Get a key at console.anthropic.com (Settings, API keys). It is stored in the secret storage of this editor and sent to the configured server only.',
  placeHolder: 'sk-ant-…',
  validateInput: (value) => {
    const key = value.trim();
    if (key === '')
      return { message: 'Paste the key here.', severity: vscode.InputBoxValidationSeverity.Error };
    if (/\s/.test(key))
      return {
        message: 'A key has no spaces or line breaks.',
        severity: vscode.InputBoxValidationSeverity.Error,
      };
    if (!key.startsWith('sk-ant-'))
      return {
        message: 'Anthropic keys start with sk-ant-. Keys of other servers may look different.',
        severity: vscode.InputBoxValidationSeverity.Warning,
      };
    return undefined;
  },
};
