import type * as vscode from 'vscode';
import type { AltSettings } from '../../../core/docs/altText/altInstruction.ts';
import { readSettings } from '../../settings.ts';
import { rulesOf } from '../audit/documentRules.ts';

/** How the alt texts of a document are written: as its project says, and for the rest as the user has it. */
export async function altSettingsOf(document: vscode.Uri): Promise<AltSettings> {
  const { maxLength, language } = await rulesOf(document);
  return { maxLength, language: language ?? readSettings().altText.language };
}
