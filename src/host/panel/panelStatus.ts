import * as vscode from 'vscode';
import type { ModelFacts } from '../../core/api/models/models.ts';
import type { PanelState } from '../../protocol.ts';
import type { KeySource, KeyStore } from '../server/key.ts';
import { endText } from '../server/modelLifecycle.ts';
import { otherServer } from '../server/serverName.ts';
import { readSettings, type Settings } from '../settings.ts';
import { actionView } from '../ui/failureText.ts';
import { recipeProblemText } from '../ui/sentences.ts';

/** What the panel shows of the world around the conversation. */
export interface Surroundings extends vscode.Disposable {
  readonly current: () => Pick<PanelState, 'model' | 'key' | 'notice'>;
  /** Shows a line above the question box until the next thing is done; nothing takes it away. */
  readonly say: (text?: string) => void;
}

/** `knownModels` gives the models that the server has listed so far. */
export function createSurroundings(
  keys: KeyStore,
  knownModels: () => readonly ModelFacts[],
  changed: () => void,
): Surroundings {
  let source: KeySource = 'missing';
  let notice: string | undefined;
  const readKey = async () => {
    ({ source } = await keys.read());
    changed();
  };
  const following = [keys.onDidChange(readKey), vscode.workspace.onDidChangeConfiguration(changed)];
  void readKey();
  return {
    current: () => {
      const settings = readSettings();
      const { model, baseUrl } = settings;
      return { model, key: keyView(source, baseUrl), ...noticeOf(notice, settings, knownModels()) };
    },
    say: (text) => {
      notice = text;
      changed();
    },
    dispose: () => vscode.Disposable.from(...following).dispose(),
  };
}

/** What is about the thing the user has just done comes first. */
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

function keyView(source: KeySource, baseUrl: string): PanelState['key'] {
  const server = otherServer(baseUrl);
  const receiver = server === undefined ? '' : ` for ${server}`;
  if (source === 'stored') return { label: `Your API key${receiver}`, missing: false };
  if (source === 'environment') return { label: `Key from ANTHROPIC_API_KEY${receiver}`, missing: false };
  return server === undefined
    ? { label: 'No API key yet', missing: true }
    : { label: `No key${receiver}`, missing: false };
}
