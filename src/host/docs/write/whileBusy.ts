import * as vscode from 'vscode';
import { type Report, withProgress } from '../../ui/progress.ts';
import { type ImageLocation, rangeOf } from '../source/parsedDocument.ts';

/**
 * Runs something about a reference, and says so behind it in every editor that shows the document, and in a notification
 * whose Cancel aborts it.
 */
export async function whileBusy<Result>(
  { parsed: { document }, reference }: ImageLocation,
  doing: string,
  run: (signal: AbortSignal, report: Report) => Promise<Result>,
): Promise<Result> {
  const mark = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: {
      contentText: vscode.l10n.t('{0}…', doing),
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      fontStyle: 'italic',
      margin: '0 0 0 1em',
    },
  });
  for (const editor of vscode.window.visibleTextEditors)
    if (editor.document === document) editor.setDecorations(mark, [rangeOf(document, reference.range)]);
  try {
    return await withProgress(vscode.l10n.t('Ask Claude: {0}…', doing), run);
  } finally {
    mark.dispose();
  }
}
