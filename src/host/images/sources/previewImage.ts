import * as vscode from 'vscode';
import type { Fetch } from '../../../core/api/answerTypes.ts';
import { percentDecoded } from '../../../core/docs/files/paths.ts';
import { type ParsedDocument, parseDocument } from '../../docs/source/parsedDocument.ts';
import { readReference } from '../../docs/source/readReference.ts';
import { showInformation } from '../../ui/dialogs.ts';
import { withProgress } from '../../ui/progress.ts';
import type { Targets } from '../commandTargets.ts';

export interface PreviewedImage {
  /** Address of the document that is previewed. */
  readonly document: string;
  /** Address of the image as the preview was given it. */
  readonly source: string;
}

/** The image of a Markdown preview, by the reference that shows it. Undefined when there is none, which is said. */
export async function previewImage(
  { document, source }: PreviewedImage,
  fetch: () => Promise<Fetch>,
): Promise<Targets | undefined> {
  const parsed = await parseDocument(await vscode.workspace.openTextDocument(vscode.Uri.parse(document)));
  const reference = parsed && referenceTo(parsed, source);
  if (reference)
    return withProgress(vscode.l10n.t('Ask Claude: Looking for {0}', shortName(source)), (signal) =>
      readReference({ parsed, reference }, fetch, signal),
    );
  void showInformation(vscode.l10n.t('The document no longer shows this image.'));
  return undefined;
}

/** The preview encodes addresses, and adds nothing else. */
function referenceTo({ references }: ParsedDocument, source: string) {
  const wanted = percentDecoded(source);
  return references.find(({ source: { text } }) => text === source || percentDecoded(text) === wanted);
}

function shortName(source: string): string {
  return source.startsWith('data:') ? 'data:' : source.slice(source.lastIndexOf('/') + 1);
}
