import type { DocumentSyntax, ImageReference } from '../imageReference.ts';
import type { Change } from './change.ts';

/** The places and forms of a comment with these words about an image, the best first; not all of them are valid. */
export function commentsFor(
  text: string,
  syntax: DocumentSyntax,
  { range, syntax: own }: ImageReference,
  words: string,
): readonly Change[] {
  const place = placeOf(text, syntax, range.start);
  const { before, newLine, start } = place;
  switch (syntax) {
    case 'latex':
      // It takes the end of its line with it, and the white space behind.
      return [at(start, `% ${words}${newLine}${/^[ \t]*/.exec(before)?.[0] ?? ''}`)];
    case 'rest':
      return before.trim() === '' ? [at(start, `.. ${words}${newLine}${newLine}${before}`)] : [];
    case 'asciidoc':
      return [at(start - before.length, `// ${words}${newLine}`)];
    case 'jsx':
      return [];
    case 'html':
    case 'vue':
    case 'svelte':
    case 'astro':
      return [at(start, `<!-- ${words} -->`)];
    default:
      if (own === 'frontMatter') return [at(start - before.length, `# ${words}${newLine}`)];
      return inMarkdown(text, place, syntax === 'mdx' ? `{/* ${words} */}` : `<!-- ${words} -->`);
  }
}

interface Place {
  /** Of the reference. */
  readonly start: number;
  /** What stands before it on its line. */
  readonly before: string;
  /** A line break as the document writes it. */
  readonly newLine: string;
  readonly isJson: boolean;
}

function placeOf(text: string, syntax: DocumentSyntax, start: number): Place {
  const isJson = syntax === 'notebook';
  const first = isJson
    ? Math.max(text.lastIndexOf('\\n', start - 1) + 2, text.lastIndexOf('"', start - 1) + 1)
    : text.lastIndexOf('\n', start - 1) + 1;
  const newLine = isJson ? '\\n' : text.includes('\r\n') ? '\r\n' : '\n';
  return { start, before: text.slice(first, start), newLine, isJson };
}

/** Marks of quotations and lists, which the next line goes on with, as spaces for those of lists. */
export const MARKERS = /^\ufeff?[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+|>)*$/;
/** A line that is no running text, so that the image below begins a paragraph. */
const NO_TEXT = /^(?:$|#|<|`{3}|~{3}|:{3}|\||%|\{|!!!|[-=:| ]+$)/;

/**
 * A line that begins with a comment is HTML to its end, so an image that begins its line has the comment above it: at the
 * end of the line before where both are of one paragraph.
 */
function inMarkdown(text: string, place: Place, comment: string): readonly Change[] {
  const { start, before, newLine, isJson } = place;
  if (!MARKERS.test(before)) return [at(start, comment)];
  // A byte order mark stays where it is, and the next line has none.
  const going = before.replace('\ufeff', '').replace(/[^\s>]/g, ' ');
  const above = at(start, comment + newLine + going);
  const line = isJson ? undefined : lineAbove(text, start - before.length);
  const isParagraph =
    line !== undefined &&
    going === before.replace('\ufeff', '') &&
    !NO_TEXT.test(line.text.replace(/^[\s>]+/, ''));
  return [...(isParagraph ? [at(line.end, ` ${comment}`)] : []), above, at(start, comment)];
}

/** The line before another, without the white space at its end, which may break the line. */
function lineAbove(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  if (start === 0) return undefined;
  const line = text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
  const kept = line.trimEnd().replace(/\\$/, '');
  return { text: kept, end: start - line.length + kept.length };
}

function at(offset: number, text: string): Change {
  return { range: { start: offset, end: offset }, text };
}
