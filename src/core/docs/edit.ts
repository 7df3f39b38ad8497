import { plainLine, writeText } from './escape.ts';
import type { ImageReference, TextEdit } from './imageReference.ts';

/**
 * The edit that makes `alt` the text of the reference; '' marks it as decorative where the syntax can.
 * Nothing outside of the slot changes.
 *
 * @throws RangeError for a slot that is computed or read-only.
 */
export function setAlt(text: string, reference: ImageReference, alt: string): TextEdit {
  if (reference.alt.state === 'computed') throw new RangeError('the alt text is computed by code');
  if (reference.alt.readOnly) throw new RangeError('the alt text stands in a cell of a table that is drawn');
  const { start, end } = reference.range;
  const { range, form } = reference.alt;
  return {
    range,
    text: plainLine(alt) === '' && form.empty !== undefined ? form.empty : writeText(alt, form),
    reference: { start, text: text.slice(start, end) },
  };
}

/**
 * Applies the edits whose reference still stands where it stood; `stale` ones are for {@link relocate}.
 * Two edits of one slot: the first wins and the other is stale.
 */
export function applyEdits(
  text: string,
  edits: readonly TextEdit[],
): { readonly text: string; readonly stale: readonly TextEdit[] } {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const stale: TextEdit[] = [];
  const parts: string[] = [];
  let done = -1;
  for (const edit of sorted) {
    if (edit.range.start <= done || !stands(text, edit)) {
      stale.push(edit);
      continue;
    }
    parts.push(text.slice(Math.max(done, 0), edit.range.start), edit.text);
    done = edit.range.end;
  }
  return { text: parts.join('') + text.slice(Math.max(done, 0)), stale };
}

function stands(text: string, { reference }: TextEdit): boolean {
  return text.startsWith(reference.text, reference.start);
}

/**
 * Finds a reference again in the changed document: it is written alike, and as many equal ones before it as before.
 * Undefined when it was edited or removed, or when equal ones came or went so that it cannot be told from them.
 */
export function relocate(
  before: { readonly text: string; readonly references: readonly ImageReference[] },
  reference: ImageReference,
  now: { readonly text: string; readonly references: readonly ImageReference[] },
): ImageReference | undefined {
  const raw = before.text.slice(reference.range.start, reference.range.end);
  const equal = ({ text, references }: typeof before) =>
    references.filter(({ range }) => text.slice(range.start, range.end) === raw);
  const then = equal(before);
  const candidates = equal(now);
  if (then.length !== candidates.length) return undefined;
  return candidates[then.findIndex(({ range }) => range.start === reference.range.start)];
}
