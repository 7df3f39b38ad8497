import * as vscode from 'vscode';
import { modelFacts } from '../core/api/models.ts';
import type { PanelState } from '../protocol.ts';
import type { KeySource, KeyStore } from './key.ts';
import { lifecycleText } from './lifecycle.ts';
import { otherServer } from './server.ts';
import { readSettings } from './settings.ts';
import { skippedText } from './view.ts';
import { actionView } from './words.ts';

/** What the panel shows of the world around the conversation. */
export interface Surroundings extends vscode.Disposable {
  readonly current: () => Pick<PanelState, 'model' | 'key' | 'notice'>;
  /** Says that so many of the chosen files are not images; 0 takes the notice away. */
  readonly setSkipped: (files: number) => void;
}

export function createSurroundings(keys: KeyStore, changed: () => void): Surroundings {
  let source: KeySource = 'missing';
  let skipped = 0;
  const readKey = async () => {
    ({ source } = await keys.read());
    changed();
  };
  const following = [keys.onDidChange(readKey), vscode.workspace.onDidChangeConfiguration(changed)];
  void readKey();
  return {
    current: () => ({
      model: readSettings().model,
      key: keyView(source, readSettings().baseUrl),
      ...noticeOf(skipped, readSettings().model),
    }),
    setSkipped: (files) => {
      skipped = files;
      changed();
    },
    dispose: () => vscode.Disposable.from(...following).dispose(),
  };
}

/** What was left out of a selection comes first: it is about what the user has just done. */
function noticeOf(skipped: number, model: string): Pick<PanelState, 'notice'> {
  if (skipped > 0) return { notice: { text: skippedText(skipped), actions: [] } };
  const facts = modelFacts(model);
  const end = facts.lifecycle === 'active' ? undefined : lifecycleText(facts);
  return end === undefined
    ? {}
    : { notice: { text: `${facts.name} is ${end}.`, actions: [actionView('selectModel')] } };
}

function keyView(source: KeySource, baseUrl: string): PanelState['key'] {
  const server = otherServer(baseUrl);
  const receiver = server === undefined ? '' : ` for ${server}`;
  if (source === 'stored') return { label: `Your API key${receiver}`, missing: false };
  if (source === 'environment') return { label: `Key from ANTHROPIC_API_KEY${receiver}`, missing: false };
  return server === undefined
    ? { label: 'No API key yet', missing: true }
    : { label: `No key${receiver}`, missing: false };
}
