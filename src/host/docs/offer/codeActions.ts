import * as vscode from 'vscode';
import type { AuditSettings } from '../../../core/docs/audit/auditSettings.ts';
import { checkAlt } from '../../../core/docs/audit/checkAlt.ts';
import { isProblem } from '../../../core/docs/audit/pageAudit.ts';
import { RULES, ruleIds } from '../../../core/docs/audit/rules.ts';
import { writeAlt } from '../../../core/docs/decorative/writeAlt.ts';
import { correctName } from '../../../core/docs/files/correctName.ts';
import { signalOf } from '../../ui/progress.ts';
import { rulesOf } from '../audit/documentRules.ts';
import { problemSource } from '../audit/problems.ts';
import { workspaceEdit } from '../source/applyEdit.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { locationNear } from '../source/referenceTarget.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import { isWritable } from '../write/writeFindings.ts';
import { actionsOf, type ReferenceAction } from './referenceActions.ts';

/** The actions on the image at the cursor, for the light bulb and the refactoring menu. */
export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
  token: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
  const location = await locationNear(document, range.start);
  if (!location) return [];
  const settings = await rulesOf(document.uri);
  const problems = diagnostics.filter(({ source }) => source === problemSource);
  const isMissing = ({ code }: vscode.Diagnostic) => code === RULES.missingFile.code;
  const fixed = problems.filter((problem) => !isMissing(problem));
  const actions: vscode.CodeAction[] = [];
  for (const action of actionsOf(location.reference, location.parsed, settings)) {
    const made = await codeAction(location, action);
    if (action.kind === 'fix') made.diagnostics = fixed;
    actions.push(made);
  }
  return [
    ...(await nameActions(location, problems.filter(isMissing), signalOf(token))),
    ...actions,
    ...ignoreActions(location, problems),
    ...batchActions(location, settings, fixed),
  ];
}

/** For what the audit has listed, the comment that says that it is meant. */
function ignoreActions(
  { parsed, reference }: ImageLocation,
  problems: readonly vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  return problems.flatMap((problem) => {
    const rule = ruleIds.find((id) => RULES[id].code === problem.code);
    if (rule === undefined) return [];
    const title = vscode.l10n.t('Ignore {0} here', RULES[rule].code);
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    const command = 'askClaude.ignoreRule';
    made.command = { title, command, arguments: [parsed.document.uri, reference.range.start, rule] };
    made.diagnostics = [problem];
    return [made];
  });
}

/** More than the one alt text: those of its document, and those with the same fault in the workspace. */
function batchActions(
  { parsed, reference }: ImageLocation,
  settings: AuditSettings,
  diagnostics: vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  const findings = checkAlt(parsed.references, settings).filter((one) => isProblem(one) && isWritable(one));
  const finding = findings.find((one) => one.reference === reference);
  if (!finding) return [];
  const warnings = findings.filter(({ severity }) => severity !== 'hint');
  const document = {
    title: vscode.l10n.t('Write all alt texts of this document…'),
    ...{ command: 'askClaude.writeDocument', arguments: [parsed.document.uri] },
  };
  const rule = {
    title: vscode.l10n.t('Write all alt texts with this problem in the workspace…'),
    ...{ command: 'askClaude.writeRule', arguments: [finding.rule] },
  };
  return [...(warnings.length > 1 ? [document] : []), rule].map((command) => {
    const made = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    return Object.assign(made, { command, diagnostics });
  });
}

/** For an image that the audit has missed, the name of the file that was probably meant. */
async function nameActions(
  location: ImageLocation,
  diagnostics: vscode.Diagnostic[],
  signal: AbortSignal,
): Promise<readonly vscode.CodeAction[]> {
  if (diagnostics.length === 0) return [];
  const { parsed, reference } = location;
  const found = await createFindFile()(reference, parsed.document.uri, signal);
  const change = found.state === 'missing' && correctName(parsed.text, reference, found);
  if (!change) return [];
  const made = new vscode.CodeAction(
    vscode.l10n.t('Change the file name to {0}', change.text),
    vscode.CodeActionKind.QuickFix,
  );
  made.edit = workspaceEdit(parsed, change);
  made.diagnostics = diagnostics;
  made.isPreferred = true;
  return [made];
}

async function codeAction(location: ImageLocation, action: ReferenceAction): Promise<vscode.CodeAction> {
  const { parsed, reference } = location;
  const made = new vscode.CodeAction(action.title, kinds[action.kind]);
  if (action.disabled !== undefined) made.disabled = { reason: action.disabled };
  // An edit can be previewed and needs no command; what has to ask somebody first is a command.
  else if (action.alt !== undefined)
    made.edit = workspaceEdit(parsed, await writeAlt(parsed.text, parsed.syntax, reference, action.alt));
  else
    made.command = {
      title: action.title,
      command: action.command,
      arguments: [parsed.document.uri, reference.range.start, ...(action.args ?? [])],
    };
  if (action.preferred) made.isPreferred = true;
  return made;
}

const kinds: Readonly<Record<ReferenceAction['kind'], vscode.CodeActionKind>> = {
  fix: vscode.CodeActionKind.QuickFix,
  rewrite: vscode.CodeActionKind.RefactorRewrite,
  extract: vscode.CodeActionKind.RefactorExtract,
  ask: vscode.CodeActionKind.Empty.append('askClaude'),
};
