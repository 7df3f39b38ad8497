import { isIgnored } from '../audit/checkAlt.ts';
import type { RuleId } from '../audit/rules.ts';
import { applyEdits } from '../edit.ts';
import { findImages } from '../find.ts';
import type { DocumentSyntax, ImageReference, TextEdit } from '../imageReference.ts';
import { areAlike } from './alike.ts';
import type { Change } from './change.ts';
import { commentsFor } from './comment.ts';

/**
 * The edit that puts the comment `ask-claude-ignore` with these rules before an image, in the way of its syntax. No other
 * image is affected. Undefined where none can be written: a comment would break what is around it.
 */
export async function ignoreRules(
  text: string,
  syntax: DocumentSyntax,
  reference: ImageReference,
  rules: readonly RuleId[],
): Promise<TextEdit | undefined> {
  const before = await findImages(text, syntax);
  const index = before.findIndex(({ range }) => range.start === reference.range.start);
  for (const { range, text: comment } of places(text, syntax, reference, rules)) {
    const written = text.slice(reference.range.start, reference.range.end);
    const edit = { range, text: comment, reference: { start: reference.range.start, text: written } };
    const after = await findImages(applyEdits(text, [edit]).text, syntax);
    if (isSilenced(after[index], rules) && isAloneChanged(before, after, index)) return edit;
  }
  return undefined;
}

function places(
  text: string,
  syntax: DocumentSyntax,
  reference: ImageReference,
  rules: readonly RuleId[],
): readonly Change[] {
  const words = `ask-claude-ignore ${rules.join(', ')}`;
  return syntax === 'jsx' ? inJsx(text, reference, words) : commentsFor(text, syntax, reference, words);
}

/**
 * Among the children of an element a comment needs braces. In code these would be a block, which may even be valid there,
 * so they come second; a comment of code is mere text among children, which is noticed.
 */
function inJsx(text: string, { range: { start } }: ImageReference, words: string): readonly Change[] {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(first, start);
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const behind = indent.trim() === '' ? newLine + indent : '';
  return [`/* ${words} */${behind === '' ? ' ' : ''}`, `{/* ${words} */}`].map((comment) => ({
    range: { start, end: start },
    text: comment + behind,
  }));
}

function isSilenced(reference: ImageReference | undefined, rules: readonly RuleId[]): boolean {
  return reference !== undefined && rules.every((rule) => isIgnored(reference, rule));
}

function isAloneChanged(
  before: readonly ImageReference[],
  after: readonly ImageReference[],
  changed: number,
): boolean {
  const said = ({ auditComment }: ImageReference) => JSON.stringify(auditComment);
  const others = before.every((one, index) => {
    const other = after[index];
    return index === changed || (other !== undefined && said(one) === said(other));
  });
  // An index that is none of theirs: the alt text of this one stays as well.
  return others && areAlike(before, after, -1);
}
