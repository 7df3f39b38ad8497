import * as vscode from 'vscode';
import type { AltSettings } from '../../../core/docs/altText/altInstruction.ts';
import {
  type HouseStyle,
  isStyleFile,
  longestStyle,
  readStyle,
  type StyleSetting,
} from '../../../core/docs/altText/houseStyle.ts';
import { readSettings } from '../../settings.ts';
import { showWarning } from '../../ui/dialogs.ts';
import { number } from '../../ui/quantities.ts';
import { type DocumentRules, rulesOf } from '../audit/documentRules.ts';
import { textOf } from '../source/parsedDocument.ts';

/**
 * How the alt texts of a document are written: as its project says, and for the rest as the user has it.
 *
 * @throws FailureError `noStyle` for a house style that is no file of the workspace.
 */
export type FindAltSettings = (document: vscode.Uri) => Promise<AltSettings>;

/** It reads each house style once: make one for each action. */
export function createAltSettings(): FindAltSettings {
  const styles = new Map<string, Promise<HouseStyle>>();
  return async (document) => {
    const rules = await rulesOf(document);
    const { language, style } = readSettings().altText;
    const setting = styleSetting(document, rules, style);
    const found = setting && (await (styles.get(JSON.stringify(setting)) ?? reading(document, setting)));
    if (found?.isCut) tellCut(found.text);
    return { maxLength: rules.maxLength, language: rules.language ?? language, style: found?.text };
  };

  function reading(document: vscode.Uri, setting: StyleSetting): Promise<HouseStyle> {
    const style = readStyle(setting, (path) => textOf(document.with({ path, query: '', fragment: '' })));
    styles.set(JSON.stringify(setting), style);
    return style;
  }
}

/** A file of the workspace counts only where that is trusted, since it goes into what Claude is told. */
function styleSetting(
  document: vscode.Uri,
  { style }: DocumentRules,
  own: string | undefined,
): StyleSetting | undefined {
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri.path;
  const { isTrusted } = vscode.workspace;
  if (style && isTrusted) return { ...style, root };
  const counts = own !== undefined && (isTrusted || !isStyleFile(own));
  return counts ? { value: own, folder: root, root } : undefined;
}

const told = new Set<string>();

/** Once in a window. */
function tellCut(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  void showWarning(
    vscode.l10n.t(
      'The house style of alt texts is longer than {0} characters: only its beginning goes along.',
      number(longestStyle),
    ),
  );
}
