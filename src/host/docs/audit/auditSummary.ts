import * as vscode from 'vscode';
import type { Tally } from '../../../core/docs/audit/pageAudit.ts';
import { number, plural } from '../../ui/quantities.ts';

/** The result of an audit in one sentence. */
export function auditSummary(tally: Tally): string {
  if (tally.images === 0) return vscode.l10n.t('There is no image in these documents.');
  const problems = problemTexts(tally);
  const found = problems.length > 0 ? problems.join(', ') : vscode.l10n.t('nothing to do');
  return vscode.l10n.t('{0} in {1}: {2}.', imagesText(tally.images), documentsText(tally.documents), found);
}

function problemTexts({ wordless, improvable, missingFiles }: Tally): readonly string[] {
  return [
    ...(wordless > 0
      ? [
          plural(
            wordless,
            vscode.l10n.t('{0} image needs alt text', number(wordless)),
            vscode.l10n.t('{0} images need alt text', number(wordless)),
          ),
        ]
      : []),
    ...(improvable > 0 ? [vscode.l10n.t('{0} could be improved', number(improvable))] : []),
    ...(missingFiles > 0
      ? [
          plural(
            missingFiles,
            vscode.l10n.t('{0} file is missing', number(missingFiles)),
            vscode.l10n.t('{0} files are missing', number(missingFiles)),
          ),
        ]
      : []),
  ];
}

/** "1 image" */
export function imagesText(many: number): string {
  return plural(many, vscode.l10n.t('{0} image', number(many)), vscode.l10n.t('{0} images', number(many)));
}

/** "1 document" */
export function documentsText(many: number): string {
  return plural(
    many,
    vscode.l10n.t('{0} document', number(many)),
    vscode.l10n.t('{0} documents', number(many)),
  );
}
