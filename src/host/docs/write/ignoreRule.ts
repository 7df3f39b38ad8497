import * as vscode from 'vscode';
import { isRuleId, type RuleId } from '../../../core/docs/audit/rules.ts';
import { ignoreRules } from '../../../core/docs/decorative/ignoreRules.ts';
import { showInformation } from '../../ui/dialogs.ts';
import { applyEdit, type PendingEdit } from '../source/applyEdit.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';

/** Puts the comment before an image that switches a rule off for it. */
export async function ignoreAt(location: ImageLocation, rule: unknown): Promise<void> {
  if (typeof rule !== 'string' || !isRuleId(rule)) return;
  if (!(await applyEdit(location, ignoring([rule]))))
    void showInformation(vscode.l10n.t('No comment can be written where this image stands.'));
}

export function ignoring(rules: readonly RuleId[]): PendingEdit['replacement'] {
  return (now, reference) => ignoreRules(now.text, now.syntax, reference, rules);
}
