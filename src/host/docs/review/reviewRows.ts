import * as vscode from 'vscode';
import type { Finding } from '../../../core/docs/audit/checkAlt.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { placeOfRow, rowContext } from '../../../core/docs/review/rowPlace.ts';
import { number } from '../../ui/quantities.ts';
import { type ImageLocation, type ParsedDocument, parseFile } from '../source/parsedDocument.ts';
import { nameOf } from '../source/resolveImage.ts';

/** A location that is to be reviewed, with the rule that found fault with it. */
export interface ReviewedLocation extends ImageLocation {
  readonly rule?: Finding['rule'];
  /** Address of the image's file, where it has one. */
  readonly uri?: string;
}

export function rowOf({ parsed, reference, rule, uri }: ReviewedLocation): ReviewRow {
  const { source, caption, alt, headings, line, range } = reference;
  return {
    id: crypto.randomUUID(),
    document: parsed.document.uri.toString(),
    place: { source: source.text, occurrence: occurrenceOf(parsed, reference), start: range.start, line },
    image: { name: nameOf(source.text), ...(uri !== undefined && { uri }) },
    headings,
    context: rowContext(reference),
    ...(caption !== undefined && { caption }),
    current: { state: alt.state, text: alt.text },
    ...(rule !== undefined && { rule }),
    ...{ status: 'waiting', text: '', decorative: false, decision: 'open' },
  };
}

/** The reference of a row in its document as it is now; undefined when it is gone, or its text has changed. */
export async function locate(row: ReviewRow): Promise<ImageLocation | undefined> {
  const found = await locateOrWhy(row);
  return typeof found === 'string' ? undefined : found;
}

/** The same, or why there is none: a sentence. */
export async function locateOrWhy(row: ReviewRow): Promise<ImageLocation | string> {
  const parsed = await parseFile(vscode.Uri.parse(row.document));
  if (!parsed) return vscode.l10n.t('The document is gone, or can no longer be read.');
  const reference = placeOfRow(row, parsed.references);
  if (reference === 'gone') return vscode.l10n.t('The image no longer stands in the document.');
  if (reference === 'changed')
    return vscode.l10n.t('Somebody has changed the alt text in the document meanwhile, so it was left.');
  return { parsed, reference };
}

/** "docs/setup.md, line 12" */
export function rowPlace(row: ReviewRow): string {
  return vscode.l10n.t('{0}, line {1}', documentName(row), number(row.place.line + 1));
}

/** Its path in the workspace. */
export function documentName({ document }: ReviewRow): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(document));
}

function occurrenceOf({ references }: ParsedDocument, reference: ImageLocation['reference']): number {
  return references.filter(({ source }) => source.text === reference.source.text).indexOf(reference);
}
