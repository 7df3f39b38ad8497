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
  const { source, caption, alt, headings, decorative } = reference;
  return {
    id: crypto.randomUUID(),
    document: parsed.document.uri.toString(),
    place: placeOf(parsed, reference),
    image: { name: nameOf(source.text), ...(uri !== undefined && { uri }) },
    headings,
    context: rowContext(reference),
    ...(caption !== undefined && { caption }),
    current: { state: alt.state, text: alt.text, ...(decorative && { decorative }) },
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
  return locateIn(await parseFile(vscode.Uri.parse(row.document)), row);
}

/** The same in a document that was read; undefined where it could not be. */
export function locateIn(parsed: ParsedDocument | undefined, row: ReviewRow): ImageLocation | string {
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

function placeOf({ references }: ParsedDocument, reference: ImageLocation['reference']): ReviewRow['place'] {
  const { source, range, line } = reference;
  const same = references.filter((one) => one.source.text === source.text);
  const [occurrence, total] = [same.indexOf(reference), same.length];
  return { source: source.text, occurrence, total, start: range.start, line };
}
