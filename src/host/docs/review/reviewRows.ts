import * as vscode from 'vscode';
import type { Finding } from '../../../core/docs/audit/checkAlt.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { type ImageLocation, type ParsedDocument, parseFile } from '../source/parsedDocument.ts';
import { nameOf } from '../source/resolveImage.ts';

/** A location that is to be reviewed, with the rule that found fault with it. */
export interface ReviewedLocation extends ImageLocation {
  readonly rule?: Finding['rule'];
  /** Address of the image's file, where it has one. */
  readonly uri?: string;
}

/** Characters of the text around an image that are kept. */
const longestContext = 300;

export function rowOf({ parsed, reference, rule, uri }: ReviewedLocation): ReviewRow {
  const { source, context, caption, alt, headings, line, range } = reference;
  return {
    id: crypto.randomUUID(),
    document: parsed.document.uri.toString(),
    place: { source: source.text, occurrence: occurrenceOf(parsed, reference), start: range.start, line },
    image: { name: nameOf(source.text), ...(uri !== undefined && { uri }) },
    headings,
    context: {
      before: context.before.slice(-longestContext),
      after: context.after.slice(0, longestContext),
    },
    ...(caption !== undefined && { caption }),
    current: { state: alt.state, text: alt.text },
    ...(rule !== undefined && { rule }),
    ...{ status: 'waiting', text: '', decorative: false, decision: 'open' },
  };
}

/** The reference of a row in its document as it is now; undefined when it is gone, or its text has changed. */
export async function locate(row: ReviewRow): Promise<ImageLocation | undefined> {
  const parsed = await parseFile(vscode.Uri.parse(row.document));
  const same = parsed?.references.filter(({ source }) => source.text === row.place.source) ?? [];
  const reference = same[row.place.occurrence];
  return parsed && reference?.alt.text === row.current.text ? { parsed, reference } : undefined;
}

/** Why a row without a place has no answer. */
export function goneText(): string {
  return vscode.l10n.t('The image is no longer there, or its alt text has changed.');
}

function occurrenceOf({ references }: ParsedDocument, reference: ImageLocation['reference']): number {
  return references.filter(({ source }) => source.text === reference.source.text).indexOf(reference);
}
