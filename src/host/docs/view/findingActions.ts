import * as vscode from 'vscode';
import { isFileRule } from '../../../core/docs/audit/rules.ts';
import { confirm, showInformation } from '../../ui/dialogs.ts';
import { withLateProgress } from '../../ui/progress.ts';
import { number, plural } from '../../ui/quantities.ts';
import { imagesText } from '../audit/auditSummary.ts';
import { type ChosenPage, type FoundLocation, findingLocations } from '../audit/findingLocations.ts';
import { canBeDecorative } from '../offer/referenceActions.ts';
import { altReplacement, applyEverywhere, type DocumentEdit, type PendingEdit } from '../source/applyEdit.ts';
import { offerSave } from '../source/offerSave.ts';
import { ignoring } from '../write/ignoreRule.ts';

/** Says of the images of findings that they carry no meaning, each in the way of its syntax. */
export async function markFindings(chosen: readonly ChosenPage[]): Promise<void> {
  const found = (await located(chosen)).filter(
    ({ location, findings }) =>
      canBeDecorative(location.reference) && findings.some(({ rule }) => !isFileRule(rule)),
  );
  const button = vscode.l10n.t('Mark as Decorative');
  const images = imagesText(found.length);
  const agrees =
    found.length < 2 ||
    (await confirm(
      vscode.l10n.t('Mark {0} as decorative?', images),
      vscode.l10n.t('Screen readers will skip them. Alt texts they have are removed; Undo brings them back.'),
      button,
    ));
  if (!agrees) return;
  const left = await edited(found, () => altReplacement(''));
  if (left === 0) return;
  void showInformation(
    plural(
      left,
      vscode.l10n.t('{0} image cannot be marked as decorative where it stands.', number(left)),
      vscode.l10n.t('{0} images cannot be marked as decorative where they stand.', number(left)),
    ),
  );
}

/** Puts a comment before the images of findings, so that the audit is content with them. */
export async function ignoreFindings(chosen: readonly ChosenPage[]): Promise<void> {
  const left = await edited(await located(chosen), ({ findings }) =>
    ignoring([...new Set(findings.map(({ rule }) => rule))]),
  );
  if (left === 0) return;
  void showInformation(
    plural(
      left,
      vscode.l10n.t('{0} image stands where no comment can be written.', number(left)),
      vscode.l10n.t('{0} images stand where no comment can be written.', number(left)),
    ),
  );
}

function located(chosen: readonly ChosenPage[]): Promise<readonly FoundLocation[]> {
  return withLateProgress(vscode.l10n.t('Ask Claude: Opening the documents…'), (signal) =>
    findingLocations(chosen, signal),
  );
}

/** Makes an edit at each location, all as one step where the editor can; how many could not be made. */
async function edited(
  found: readonly FoundLocation[],
  replacement: (one: FoundLocation) => PendingEdit['replacement'],
): Promise<number> {
  const edits: readonly DocumentEdit[] = found.map((one) => ({
    parsed: one.location.parsed,
    edit: { reference: one.location.reference, replacement: replacement(one) },
  }));
  const { made } = await applyEverywhere(edits);
  const inSight = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
  const changed = edits.flatMap(({ parsed, edit }) =>
    made.has(edit) ? [parsed.document.uri.toString()] : [],
  );
  void offerSave(changed.filter((document) => !inSight.has(document)));
  return found.length - made.size;
}
