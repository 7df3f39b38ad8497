import { checkAlt } from '../audit/checkAlt.ts';
import { isProblem } from '../audit/pageAudit.ts';
import { applyEdits, setAlt } from '../edit.ts';
import { findImages } from '../find.ts';
import type { DocumentSyntax, ImageReference, TextEdit } from '../imageReference.ts';
import { areAlike } from './alike.ts';
import { attributeFor } from './attribute.ts';
import type { Change } from './change.ts';
import { commentsFor } from './comment.ts';
import { joined } from './joined.ts';

/** The comment that calls an image decorative. */
export const WORD = 'ask-claude-decorative';

/**
 * The edit that says of an image that it carries no meaning, in the way of its syntax: an empty alt text where that says
 * so, else an attribute (`role="presentation"`, Learn's `type="icon"`), else the comment `ask-claude-decorative` before it.
 * The audit is content with it afterwards, and no other reference of the document is changed. Undefined where none can be
 * written: code decides about the alt text, or a comment would break what is around it.
 */
export async function markDecorative(
  text: string,
  syntax: DocumentSyntax,
  reference: ImageReference,
): Promise<TextEdit | undefined> {
  if (reference.alt.state === 'computed') return undefined;
  const before = await findImages(text, syntax);
  const index = before.findIndex(({ range }) => range.start === reference.range.start);
  for (const changes of ways(text, syntax, reference)) {
    const edit = joined(text, reference, changes);
    const after = await findImages(applyEdits(text, [edit]).text, syntax);
    if (isMarked(after, index) && areAlike(before, after, index)) return edit;
  }
  return undefined;
}

/** The ways to say it, the most common first. */
function* ways(text: string, syntax: DocumentSyntax, reference: ImageReference): Generator<Change[]> {
  const emptied = emptyAlt(text, reference);
  // TeX takes an empty text for a missing one, and Learn's build refuses it.
  const needsMore = reference.syntax === 'latex' || reference.syntax === 'learn';
  if (emptied && !needsMore) yield [emptied];
  const left = emptied && reference.alt.state === 'text' ? [emptied] : [];
  const beside = emptied && !needsMore ? [emptied] : left;
  const attribute = attributeFor(text, reference);
  if (attribute) yield [attribute, ...beside.filter((change) => !overlap(attribute, change))];
  for (const comment of commentsFor(text, syntax, reference, WORD)) yield [comment, ...left];
}

/** Undefined where the slot is empty already or cannot be written. */
function emptyAlt(text: string, reference: ImageReference): Change | undefined {
  const { state, range, readOnly } = reference.alt;
  if (readOnly || (state === 'empty' && range.start === range.end)) return undefined;
  const { range: place, text: written } = setAlt(text, reference, '');
  return { range: place, text: written.trimEnd() };
}

function overlap({ range: one }: Change, { range: other }: Change): boolean {
  return one.start < other.end && other.start < one.end;
}

function isMarked(references: readonly ImageReference[], index: number): boolean {
  const reference = references[index];
  if (!reference || (reference.alt.state === 'text' && !reference.auditComment?.decorative)) return false;
  const found = checkAlt(references, { maxLength: Number.POSITIVE_INFINITY });
  return !found.some((one) => one.reference === reference && isProblem(one));
}
