import * as vscode from 'vscode';
import { parseSettings, type Settings } from './parseSettings.ts';

export type { Settings } from './parseSettings.ts';

/** The settings as they are now. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('askClaude');
  return parseSettings((name) => configuration.get(name));
}
