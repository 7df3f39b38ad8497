import { answerMarkdown } from '../../../core/docs/answerMarkdown.ts';
import { type BlockSyntax, blockIn, lineIn, takesBlocks } from '../../../core/docs/block/blockIn.ts';
import { markdownOutside } from '../../../core/docs/block/place/markdownOutside.ts';
import type { DocumentSyntax, Range } from '../../../core/docs/imageReference.ts';
import { indented, insertionAt, insertionBelow, isInline } from './blockInsertion.ts';

/** What takes the place of a range of a document. */
export interface AnswerEdit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Puts a model's answer in the place of a selection, in the syntax of the document: one line of words into its line, all
 * else as a block. Code, and syntaxes that take no blocks, get the Markdown as it is.
 */
export function answerInsertion(
  text: string,
  syntax: DocumentSyntax | undefined,
  range: Range,
  answer: string,
): AnswerEdit {
  if (syntax === undefined || !takesBlocks(syntax)) return { range, text: answer };
  if (syntax === 'markdown' || syntax === 'quarto' || syntax === 'mdx') {
    const content = answerMarkdown(answer, { syntax: syntax === 'mdx' ? 'mdx' : 'markdown' });
    const place = isInline(content) ? range : markdownOutside(text, range);
    return { range: place, text: insertionAt(text, place, content) };
  }
  const line = lineIn(syntax, answer);
  return line === undefined ? blockInsertion(text, syntax, range, answer) : { range, text: line };
}

/** On a line of its own the block stands there, else below the block of the document that the selection is in. */
function blockInsertion(text: string, syntax: BlockSyntax, range: Range, answer: string): AnswerEdit {
  const content = blockIn(syntax, answer);
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = text.slice(range.end).search(/\r?\n|$/) + range.end;
  const isOwnLine = text.slice(start, range.start).trim() === '' && text.slice(range.end, end).trim() === '';
  const around = syntax === 'rest' ? restParagraph(text, start, end) : range;
  const below = isOwnLine ? undefined : insertionBelow(text, syntax, { range: around, alt: {} }, content);
  if (below) return { range: { start: below.offset, end: below.offset }, text: below.text };
  const indent = /^[ \t]*/.exec(text.slice(start, range.start))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  // The first line stands behind the indentation that is there.
  return { range, text: indented(content.split('\n'), indent, syntax).join(eol).slice(indent.length) };
}

/** From where the text of a line begins, behind the marker of a list, to the end of its paragraph. */
function restParagraph(text: string, lineStart: number, lineEnd: number): Range {
  const marker =
    /^[ \t]*(?:(?:[-*+•]|\(?(?:\w{1,4}|#)[.)])[ \t]+)?/.exec(text.slice(lineStart, lineEnd))?.[0] ?? '';
  const goesOn = new RegExp(`^(?:\\r?\\n[ \\t]{${marker.length},}\\S.*)*`);
  const rest = goesOn.exec(text.slice(lineEnd))?.[0] ?? '';
  return { start: lineStart + marker.length, end: lineEnd + rest.length };
}
