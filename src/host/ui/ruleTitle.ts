import * as vscode from 'vscode';
import type { RuleId } from '../../core/docs/audit/rules.ts';

/** A rule of the audit in a few words: what it finds fault with. */
export function ruleTitle(rule: RuleId): string {
  return titles[rule]();
}

const titles: Readonly<Record<RuleId, () => string>> = {
  missing: () => vscode.l10n.t('No alt text'),
  empty: () => vscode.l10n.t('Empty alt text'),
  placeholder: () => vscode.l10n.t('Placeholder as alt text'),
  fileName: () => vscode.l10n.t('File name as alt text'),
  vague: () => vscode.l10n.t('Vague alt text'),
  imageOf: () => vscode.l10n.t('Alt text says that it is an image'),
  tooLong: () => vscode.l10n.t('Alt text too long'),
  repeated: () => vscode.l10n.t('Alt text repeated in a row'),
  sameText: () => vscode.l10n.t('Same alt text for different images'),
  sameAsCaption: () => vscode.l10n.t('Alt text repeats the text next to it'),
  captionAvailable: () => vscode.l10n.t('Caption could be the alt text'),
  otherLanguage: () => vscode.l10n.t('Alt text in another language'),
  missingFile: () => vscode.l10n.t('Missing file'),
  tooLarge: () => vscode.l10n.t('Image too large to be legible'),
  tooSmall: () => vscode.l10n.t('Image too small to be legible'),
};
