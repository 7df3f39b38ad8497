import * as vscode from 'vscode';
import { correctName } from '../../../core/docs/files/correctName.ts';
import { readSettings } from '../../settings.ts';
import { findingCodes } from '../audit/findingText.ts';
import { problemSource } from '../audit/problems.ts';
import { altChange, workspaceEdit } from '../source/applyEdit.ts';
import type { Place } from '../source/parsedDocument.ts';
import { placeNear } from '../source/referenceTarget.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import { actionsOf, type ReferenceAction } from './referenceActions.ts';

/** What can be done about the image at the cursor, in the light bulb and the menu of refactorings. */
export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
  const place = await placeNear(document, range.start);
  if (!place) return [];
  const { maxLength } = readSettings().altText;
  const problems = diagnostics.filter(({ source }) => source === problemSource);
  const isMissing = ({ code }: vscode.Diagnostic) => code === findingCodes.missingFile;
  const fixed = problems.filter((problem) => !isMissing(problem));
  const actions = actionsOf(place.reference, place.reading, maxLength).map((action) => {
    const made = codeAction(place, action);
    if (action.kind === 'fix') made.diagnostics = fixed;
    return made;
  });
  return [...(await nameActions(place, problems.filter(isMissing))), ...actions];
}

/** For an image that the audit has missed, the name of the file that was probably meant. */
async function nameActions(
  place: Place,
  diagnostics: vscode.Diagnostic[],
): Promise<readonly vscode.CodeAction[]> {
  if (diagnostics.length === 0) return [];
  const { reading, reference } = place;
  const { signal } = new AbortController();
  const found = await createFindFile()(reference, reading.document.uri, signal);
  const change = found.state === 'missing' && correctName(reading.text, reference, found);
  if (!change) return [];
  const made = new vscode.CodeAction(
    `Change the file name to ${change.text}`,
    vscode.CodeActionKind.QuickFix,
  );
  made.edit = workspaceEdit(reading, change);
  made.diagnostics = diagnostics;
  made.isPreferred = true;
  return [made];
}

function codeAction(place: Place, action: ReferenceAction): vscode.CodeAction {
  const { reading, reference } = place;
  const made = new vscode.CodeAction(action.title, kinds[action.kind]);
  if (action.disabled !== undefined) made.disabled = { reason: action.disabled };
  // An edit can be previewed and needs no command; what has to ask somebody first is a command.
  else if (action.alt !== undefined)
    made.edit = workspaceEdit(reading, altChange(action.alt)(reading, reference));
  else
    made.command = {
      title: action.title,
      command: action.command,
      arguments: [reading.document.uri, reference.range.start, ...(action.args ?? [])],
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
