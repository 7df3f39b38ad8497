import type { Tag } from './tag.ts';
import type { TagParser } from './tagParser.ts';

/**
 * Between the tags of a piece of markup there is
 * - `plain`: text, as in HTML, with template code in it where the dialect has templates;
 * - `mustache`: text with `{{ code }}` without tags, as in Vue;
 * - `skipped`: text with `{code}` without tags, as in Svelte;
 * - `code`: text with `{code}` that may hold tags again, as in Astro and MDX;
 * - `script`: code from the start, as in the `export`s of MDX.
 */
export type Braces = 'plain' | 'mustache' | 'skipped' | 'code' | 'script';

export interface MarkupSink {
  tag(tag: Tag): void;
  text(start: number, end: number): void;
  /** Code between tags, which may put words in. */
  code(start: number, end: number): void;
  /** A comment, or template code that puts nothing in. */
  comment(start: number, end: number): void;
}

const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes']);
/** Elements without content. */
export const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/**
 * Reports the tags, texts, code and comments of a piece of markup in order; scripts and styles are left out.
 * Returns the offset of a comment that has no end, or -1.
 */
export function scanMarkup(
  parser: TagParser,
  range: { readonly start: number; readonly end: number },
  braces: Braces,
  sink: MarkupSink,
): number {
  const script = braces === 'script';
  const scan: Scan = {
    parser,
    end: range.end,
    braces: script ? 'code' : braces,
    sink,
    modes: [{ code: script, depth: 1, start: range.start }],
  };
  const { text } = parser;
  for (let at = range.start; at < range.end; ) {
    const code = scan.modes.at(-1)?.code === true;
    const next = Math.min(search(code ? CODE_STOP : TEXT_STOP[braces], text, at), range.end);
    if (!code && next > at) sink.text(at, next);
    if (next >= range.end) break;
    at = code ? inCode(scan, next) : inText(scan, next);
    if (at < 0) return next;
  }
  return -1;
}

interface Scan {
  readonly parser: TagParser;
  readonly end: number;
  readonly braces: Braces;
  readonly sink: MarkupSink;
  /** Expressions and the elements in them, innermost last: `depth` counts open elements, or open braces. */
  readonly modes: { readonly code: boolean; depth: number; readonly start: number }[];
}

/** Takes in what stands at `at` between tags; the offset to go on at, -1 for a comment without end. */
function inText(scan: Scan, at: number): number {
  const { parser, braces, modes } = scan;
  const template = parser.templates?.at(at);
  if (template?.end !== undefined) {
    if (template.kind === 'output') return skip(scan, at, template.end);
    return passComment(scan, at, template.end);
  }
  if (parser.text[at] === '<') {
    const after = afterDeclaration(parser, at);
    return after === undefined ? readElement(scan, at) : passComment(scan, at, after);
  }
  if (braces === 'mustache') return skip(scan, at, parser.delimiters.after('}}', at) ?? at + 2);
  if (braces === 'skipped') return skip(scan, at, Math.max(parser.code.afterBraces(at), at + 1));
  if (braces === 'plain') {
    scan.sink.text(at, at + 1);
    return at + 1;
  }
  modes.push({ code: true, depth: 1, start: at });
  return at + 1;
}

function skip({ sink }: Scan, start: number, end: number): number {
  sink.code(start, end);
  return end;
}

/** `end` is -1 for a comment without end. */
function passComment({ sink }: Scan, start: number, end: number): number {
  if (end >= 0) sink.comment(start, end);
  return end;
}

function inCode(scan: Scan, at: number): number {
  const { text, code } = scan.parser;
  const comment = code.afterComment(at);
  if (comment !== undefined) return comment < 0 ? at + 1 : passComment(scan, at, comment);
  const mode = scan.modes.at(-1);
  const char = text[at] ?? '';
  if (`"'\``.includes(char)) return Math.max(code.afterString(at), at + 1);
  if (char === '<') return readElement(scan, at);
  if (mode) mode.depth += char === '{' ? 1 : -1;
  if (mode?.depth === 0) scan.modes.pop();
  if (mode?.depth === 0) scan.sink.code(mode.start, at + 1);
  return at + 1;
}

/** Reports the tag at `start` and keeps `modes`; the offset to go on at. */
function readElement({ parser, end, braces, sink, modes }: Scan, start: number): number {
  const tag = parser.tagAt(start);
  if (!tag || tag.range.end > end) return start + 1;
  sink.tag(tag);
  if (braces === 'code') scanExpressions(tag, parser, sink);
  const mode = modes.at(-1);
  const name = tag.name.toLowerCase();
  const single = tag.selfClosing || VOID.has(name);
  if (mode?.code && !single && !tag.closing) modes.push({ code: false, depth: 1, start });
  else if (mode && !mode.code && !single && modes.length > 1) {
    mode.depth += tag.closing ? -1 : 1;
    if (mode.depth <= 0) modes.pop();
  }
  if (!RAW.has(name) || tag.closing || tag.selfClosing) return tag.range.end;
  return search(new RegExp(`</${name}(?=[\\s/>])`, 'gi'), parser.text, tag.range.end);
}

/** Reports the elements in the code of a tag's attributes: `icon={<img src="a.png" />}`. */
export function scanExpressions(tag: Tag, parser: TagParser, sink: MarkupSink): void {
  for (const { value } of tag.attributes) {
    if (value?.quote !== '{' || !parser.text.slice(value.range.start, value.range.end).includes('<'))
      continue;
    scanMarkup(parser, { start: value.range.start - 1, end: value.range.end + 1 }, 'code', sink);
  }
}

const TEXT_STOP: Readonly<Record<Braces, RegExp>> = {
  plain: /<|\{[{%#]|\{!!|(?<!\w)@[\w*(]/g,
  mustache: /<|\{\{/g,
  skipped: /[<{]/g,
  code: /[<{]/g,
  script: /[<{]/g,
};
// In code a `<` after a value compares; a tag can start elsewhere, and after a keyword.
const CODE_STOP =
  /[{}"'`]|\/\/|\/\*|<!--|<(?=[A-Za-z>])(?:(?<![\w$)\]]\s*<)|(?<=\b(?:return|default|yield|await|case)\s*<))/g;

function search(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

const DECLARATION = /<(?:[!?]|\/(?![A-Za-z>]))/y;

/** The offset after the comment or declaration at `at`; -1 for a comment without end, undefined when there is none. */
function afterDeclaration({ text, delimiters }: TagParser, at: number): number | undefined {
  DECLARATION.lastIndex = at;
  if (!DECLARATION.test(text)) return undefined;
  // `<!-->` and `<!--->` are whole comments.
  if (text.startsWith('<!--', at))
    return least(delimiters.after('-->', at + 2), delimiters.after('--!>', at + 2)) ?? -1;
  return delimiters.after(text.startsWith('<![CDATA[', at) ? ']]>' : '>', at + 2) ?? text.length;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
