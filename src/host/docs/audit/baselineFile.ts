import * as vscode from 'vscode';
import { type Baseline, parseBaseline } from '../../../core/docs/baseline/baseline.ts';
import { textOf } from '../source/parsedDocument.ts';

/** What a baseline accepts, or why it does not count: a sentence. */
export async function readBaseline(file: vscode.Uri): Promise<Baseline | string> {
  const name = vscode.workspace.asRelativePath(file);
  const text = await textOf(file);
  if (text === undefined) return vscode.l10n.t('The baseline {0} does not exist, or cannot be read.', name);
  return parseBaseline(text) ?? vscode.l10n.t('{0} is no baseline: make one with --write-baseline.', name);
}
