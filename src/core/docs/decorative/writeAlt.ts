import { applyEdits, setAlt } from '../edit.ts';
import { plainLine } from '../escape.ts';
import { findImages } from '../find.ts';
import type { DocumentSyntax, ImageReference, TextEdit } from '../imageReference.ts';
import { areAlike } from './alike.ts';
import type { Change } from './change.ts';
import { MARKERS } from './comment.ts';
import { joined } from './joined.ts';
import { WORD } from './markDecorative.ts';

/**
 * The edit that makes `alt` the text of a reference. What calls the image decorative, so that nobody would hear the text, goes
 * with it: the comment `ask-claude-decorative`, or the attribute that says the same. Where it cannot be taken away, it stays.
 *
 * @throws RangeError for a slot that is computed or read-only.
 */
export async function writeAlt(
  text: string,
  syntax: DocumentSyntax,
  reference: ImageReference,
  alt: string,
): Promise<TextEdit> {
  const written = setAlt(text, reference, alt);
  const mark = reference.decorative ? markOf(text, syntax, reference) : undefined;
  if (!mark) return written;
  const edit = joined(text, reference, [mark, written]);
  const before = await findImages(text, syntax);
  const index = before.findIndex(({ range }) => range.start === reference.range.start);
  const after = await findImages(applyEdits(text, [edit]).text, syntax);
  const now = after[index];
  const isHeard = now?.alt.text === plainLine(alt) && !now.decorative;
  return isHeard && areAlike(before, after, index) ? edit : written;
}

/** What says that the image carries no meaning, to be taken away; undefined where nothing of ours does. */
function markOf(text: string, syntax: DocumentSyntax, reference: ImageReference): Change | undefined {
  return reference.auditComment?.decorative
    ? commentBefore(text, syntax, reference.range.start)
    : attributeIn(text, reference);
}

/** Characters between a comment and its image. */
const FURTHEST = 2000;

const OPENING = /(<!--|\{\/\*|\/\*|%|\/\/|\.\.|#)[ \t]*$/;
const CLOSINGS: ReadonlyMap<string, string> = new Map([
  ['<!--', '-->'],
  ['{/*', '*/}'],
  ['/*', '*/'],
]);

/** The last one before the image, with what was put in together with it. */
function commentBefore(text: string, syntax: DocumentSyntax, end: number): Change | undefined {
  const first = Math.max(0, end - FURTHEST);
  const word = text.slice(first, end).lastIndexOf(WORD) + first;
  const [all, opening = ''] = OPENING.exec(text.slice(first, word)) ?? [];
  if (word < first || all === undefined) return undefined;
  const start = word - all.length;
  const closing = CLOSINGS.get(opening);
  if (closing === undefined) return lineComment(text, start, end, opening);
  const close = text.slice(word, end).indexOf(closing);
  if (close < 0) return undefined;
  const stop = word + close + closing.length;
  const [newLine] = (syntax === 'notebook' ? /^\\n/ : /^[ \t]*\\?\r?\n/).exec(text.slice(stop, end)) ?? [];
  if (newLine === undefined) return removed(start, stop);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  // Behind the text of the line above it has only a space of its own; on its own line, the break and the next line's begin.
  return syntax === 'notebook' || MARKERS.test(before)
    ? removed(start, stop + newLine.length + lengthAt(text, stop + newLine.length, /^[ \t>]*/))
    : removed(start - (before.endsWith(' ') ? 1 : 0), stop);
}

/** TeX's has the indentation of the next line as its own; that of reStructuredText a blank line behind it. */
function lineComment(text: string, start: number, end: number, opening: string): Change {
  const behind: Readonly<Record<string, RegExp>> = {
    '%': /^[^\r\n]*\r?\n[ \t]*/,
    '..': /^[^\r\n]*(?:\r?\n){1,2}[ \t]*/,
  };
  const pattern = behind[opening] ?? /^[^\r\n]*\r?\n/;
  return removed(start, Math.min(end, start + lengthAt(text, start, pattern)));
}

function lengthAt(text: string, start: number, pattern: RegExp): number {
  return pattern.exec(text.slice(start, start + FURTHEST))?.[0].length ?? 0;
}

const ATTRIBUTES: Partial<Record<ImageReference['syntax'], RegExp>> = {
  learn: /[ \t]type="icon"/,
  asciidoc: /,[ \t]?role="?presentation"?/,
  latex: /(?<=\[)artifact,|,artifact(?=[,\]])|(?<=\[)artifact(?=\])/,
};
const ROLE = /\srole=(?:"(?:presentation|none)"|'(?:presentation|none)'|(?:presentation|none)(?=[\s/>]))/i;

function attributeIn(text: string, { range, syntax }: ImageReference): Change | undefined {
  const found = (ATTRIBUTES[syntax] ?? ROLE).exec(text.slice(range.start, range.end));
  return found ? removed(range.start + found.index, range.start + found.index + found[0].length) : undefined;
}

function removed(start: number, end: number): Change {
  return { range: { start, end }, text: '' };
}
