import { type Line, linesIn } from '../../text/lines.ts';

/** A line that is neither code nor comment. */
export interface TextLine extends Line {
  /** Columns of white space before it. */
  readonly indent: number;
  /** White space and list markers before it: a directive may follow them, `* - .. image:: a.png`. */
  readonly marker: string;
  readonly blank: boolean;
}

/** Directives whose bodies are not reStructuredText. */
const VERBATIM =
  /^(?:code(?:-block)?|sourcecode|highlight|literalinclude|parsed-literal|raw|math|doctest|test(?:code|output|setup|cleanup)|prompt|ipython|plantuml|uml|mermaid|graphviz|digraph|graph|productionlist|jinja|csv-table)$/i;
const DIRECTIVE = /^\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w.:+-]+?)[ \t]?::(?:\s|$)/;
/** Footnotes, citations, targets and substitutions begin like comments. */
const EXPLICIT = /^\.\.[ \t]+(?:\[|_|\||__)/;
const COMMENT = /^\.\.(?:\s|$)/;

const MARKERS = /^[ \t]*(?:(?:[-*+•‣]|#\.|\(?(?:\d+|[a-zA-Z])[.)])[ \t]+(?=\S))*/;

const NEVER = Number.POSITIVE_INFINITY;

/** The lines of a document that are read as reStructuredText. */
export function textLines(text: string): TextLine[] {
  const found: TextLine[] = [];
  /** Lines that begin further to the right are code or comment. */
  let quiet = NEVER;
  /** Where the paragraph begins that ended with `::`. */
  let announced: number | undefined;
  for (const line of linesIn(text)) {
    const blank = line.text.trim() === '';
    const marker = MARKERS.exec(line.text)?.[0] ?? '';
    const indent = columns(line.text.slice(0, line.text.length - line.text.trimStart().length));
    if (blank) {
      quiet = Math.min(quiet, announced ?? NEVER);
      announced = undefined;
    } else if (indent > quiet) {
      continue;
    } else {
      const rest = line.text.slice(marker.length);
      quiet = isQuiet(rest) ? columns(marker) : NEVER;
      announced = /::\s*$/.test(rest) && !DIRECTIVE.test(rest) ? indent : undefined;
    }
    found.push({ ...line, indent, marker, blank });
  }
  return found;
}

function isQuiet(rest: string): boolean {
  const name = DIRECTIVE.exec(rest)?.[1];
  if (name !== undefined) return VERBATIM.test(name.replace(/^.*:/, ''));
  return COMMENT.test(rest) && !EXPLICIT.test(rest);
}

/** Width of a stretch of a line: docutils expands tabs to eight columns. */
export function columns(text: string): number {
  let column = 0;
  for (const char of text) column = char === '\t' ? column + 8 - (column % 8) : column + 1;
  return column;
}
