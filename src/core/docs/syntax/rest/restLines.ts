import { type Line, linesIn } from '../../text/lines.ts';

/** A line that is neither code nor comment. */
export interface TextLine extends Line {
  /** Columns of white space before it. */
  readonly indent: number;
  /** White space, list markers and the like before it: a directive may follow them, `* - .. image:: a.png`. */
  readonly marker: string;
  /** True where the indentation of the lines below the marker is their own and not that of the marker. */
  readonly opens: boolean;
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
/** A field, footnote or admonition whose body begins on its own line with a directive. */
const OPENER =
  /^(?::[^:\s][^:]*:|\.\.[ \t]+\[[^\]]+\]|\.\.[ \t]+(?:attention|caution|danger|error|hint|important|note|tip|warning|seealso)::)[ \t]+(?=\.\.[ \t])/;

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
    const markers = MARKERS.exec(line.text)?.[0] ?? '';
    const opener = OPENER.exec(line.text.slice(markers.length))?.[0] ?? '';
    const marker = markers + opener;
    const indent = columns(line.text.slice(0, line.text.length - line.text.trimStart().length));
    if (blank) {
      quiet = Math.min(quiet, announced ?? NEVER);
      announced = undefined;
    } else if (indent > quiet) {
      continue;
    } else {
      const rest = line.text.slice(marker.length);
      quiet = isQuiet(rest) ? columns(markers) : NEVER;
      announced = /::\s*$/.test(rest) && !DIRECTIVE.test(rest) ? indent : undefined;
    }
    found.push({ ...line, indent, marker, opens: opener !== '', blank });
  }
  return found;
}

/** Whether a line, without its markers, begins a comment. */
export function isComment(rest: string): boolean {
  return COMMENT.test(rest) && !EXPLICIT.test(rest) && !DIRECTIVE.test(rest);
}

function isQuiet(rest: string): boolean {
  const name = DIRECTIVE.exec(rest)?.[1];
  if (name !== undefined) return VERBATIM.test(name.replace(/^.*:/, ''));
  return isComment(rest);
}

/** Width of a stretch of a line: docutils expands tabs to eight columns. */
export function columns(text: string): number {
  let column = 0;
  for (const char of text) column = char === '\t' ? column + 8 - (column % 8) : column + 1;
  return column;
}
