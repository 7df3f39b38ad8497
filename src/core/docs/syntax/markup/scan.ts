import { Closers } from '../../text/delimiters.ts';
import { afterBraces, afterString, commentCloser } from './embeddedCode.ts';
import { type Dialect, readTag, type Tag } from './tag.ts';

/**
 * What the text between tags is.
 * - `plain`: text, as in HTML.
 * - `mustache`: `{{ code }}` without tags in it, as in Vue.
 * - `skipped`: `{code}` without tags in it, as in Svelte.
 * - `code`: `{code}` that may hold tags again, as in Astro and MDX.
 * - `script`: code from the start, as in the `export`s of MDX.
 */
export type Braces = 'plain' | 'mustache' | 'skipped' | 'code' | 'script';

export interface MarkupSink {
  tag(tag: Tag): void;
  text(start: number, end: number): void;
}

const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes']);
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/**
 * Reports the tags and texts of a piece of markup in order; comments, scripts and styles are left out.
 * Returns the offset of a comment that has no end, or -1.
 */
export function scanMarkup(
  text: string,
  start: number,
  dialect: Dialect,
  braces: Braces,
  sink: MarkupSink,
): number {
  const script = braces === 'script';
  const modes = [{ code: script, depth: 1 }];
  const scan: Scan = {
    text,
    dialect,
    braces: script ? 'code' : braces,
    sink,
    closers: new Closers(text),
    modes,
  };
  for (let at = start; at < text.length; ) {
    const code = scan.modes.at(-1)?.code === true;
    const next = search(code ? CODE_STOP : TEXT_STOP[braces], text, at);
    if (!code && next > at) sink.text(at, next);
    if (next >= text.length) break;
    if (!code && text.startsWith('<!--', next) && afterDeclaration(text, next) === -1) return next;
    at = code ? inCode(scan, next) : inText(scan, next);
  }
  return -1;
}

interface Scan {
  readonly text: string;
  readonly dialect: Dialect;
  readonly braces: Braces;
  readonly sink: MarkupSink;
  readonly closers: Closers;
  /** Expressions and the elements in them, innermost last: `depth` counts open elements, or open braces. */
  readonly modes: { readonly code: boolean; depth: number }[];
}

/** Takes in what stands at `at` between tags; the offset to go on at. */
function inText(scan: Scan, at: number): number {
  const { text, braces, modes } = scan;
  if (text[at] === '<') return afterDeclaration(text, at) ?? readElement(scan, at);
  if (braces === 'mustache') return (text.indexOf('}}', at) + 1 || at + 1) + 1;
  if (braces === 'skipped') return Math.max(afterBraces(text, at), at + 1);
  modes.push({ code: true, depth: 1 });
  return at + 1;
}

function inCode(scan: Scan, at: number): number {
  const comment = commentCloser(scan.text, at);
  if (comment !== undefined) return scan.closers.after(comment, at) ?? at + 1;
  const mode = scan.modes.at(-1);
  const char = scan.text[at] ?? '';
  if (`"'\``.includes(char)) return Math.max(afterString(scan.text, at), at + 1);
  if (char === '<') return readElement(scan, at);
  if (mode) mode.depth += char === '{' ? 1 : -1;
  if (mode?.depth === 0) scan.modes.pop();
  return at + 1;
}

/** Reports the tag at `start` and keeps `modes`; the offset to go on at. */
function readElement({ text, dialect, braces, sink, modes }: Scan, start: number): number {
  const tag = readTag(text, start, dialect);
  if (!tag) return start + 1;
  sink.tag(tag);
  if (braces === 'code') scanExpressions(tag, text, dialect, sink);
  const mode = modes.at(-1);
  const name = tag.name.toLowerCase();
  const single = tag.selfClosing || VOID.has(name);
  if (mode?.code && !single && !tag.closing) modes.push({ code: false, depth: 1 });
  else if (mode && !mode.code && !single && modes.length > 1) {
    mode.depth += tag.closing ? -1 : 1;
    if (mode.depth <= 0) modes.pop();
  }
  if (!RAW.has(name) || tag.closing || tag.selfClosing) return tag.range.end;
  return search(new RegExp(`</${name}(?=[\\s/>])`, 'gi'), text, tag.range.end);
}

/** Reports the elements in the code of a tag's attributes: `icon={<img src="a.png" />}`. */
export function scanExpressions(tag: Tag, text: string, dialect: Dialect, sink: MarkupSink): void {
  for (const { value } of tag.attributes) {
    if (value?.quote !== '{' || text.indexOf('<', value.range.start) >= value.range.end) continue;
    scanMarkup(text.slice(0, value.range.end + 1), value.range.start - 1, dialect, 'code', sink);
  }
}

const TEXT_STOP: Readonly<Record<Braces, RegExp>> = {
  plain: /</g,
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
function afterDeclaration(text: string, at: number): number | undefined {
  DECLARATION.lastIndex = at;
  if (!DECLARATION.test(text)) return undefined;
  const comment = text.startsWith('<!--', at);
  const closer = comment ? /--!?>/g : text.startsWith('<![CDATA[', at) ? /\]\]>/g : />/g;
  // `<!-->` and `<!--->` are whole comments.
  closer.lastIndex = at + 2;
  if (closer.test(text)) return closer.lastIndex;
  return comment ? -1 : text.length;
}
