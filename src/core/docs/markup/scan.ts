import { afterBraces, afterQuiet } from './code.ts';
import { type Dialect, readTag, type Tag } from './tag.ts';

/**
 * What the text between tags is.
 * - `plain`: text, as in HTML and Vue.
 * - `skipped`: `{code}` without tags in it, as in Svelte.
 * - `code`: `{code}` that may hold tags again, as in Astro and MDX.
 */
export type Braces = 'plain' | 'skipped' | 'code';

export interface MarkupSink {
  tag(tag: Tag): void;
  text(start: number, end: number): void;
}

const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp']);
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
  const scan: Scan = { text, dialect, braces, sink, modes: [{ code: false, depth: 0 }] };
  for (let at = start; at < text.length; ) {
    const code = scan.modes.at(-1)?.code === true;
    const next = search(code ? CODE_STOP : braces === 'plain' ? TEXT_STOP : BRACED_TEXT_STOP, text, at);
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
  /** Expressions and the elements in them, innermost last: `depth` counts open elements, or open braces. */
  readonly modes: { readonly code: boolean; depth: number }[];
}

/** Takes in what stands at `at` between tags; the offset to go on at. */
function inText(scan: Scan, at: number): number {
  const { text, braces, modes } = scan;
  if (text[at] === '<') return afterDeclaration(text, at) ?? readElement(scan, at);
  if (braces === 'skipped') return Math.max(afterBraces(text, at), at + 1);
  modes.push({ code: true, depth: 1 });
  return at + 1;
}

function inCode(scan: Scan, at: number): number {
  const quiet = afterQuiet(scan.text, at);
  if (quiet !== undefined) return Math.max(quiet, at + 1);
  const mode = scan.modes.at(-1);
  const char = scan.text[at];
  if (char === '<') return readElement(scan, at);
  if (mode) mode.depth += char === '{' ? 1 : -1;
  if (mode?.depth === 0) scan.modes.pop();
  return at + 1;
}

/** Reports the tag at `start` and keeps `modes`; the offset to go on at. */
function readElement({ text, dialect, sink, modes }: Scan, start: number): number {
  const tag = readTag(text, start, dialect);
  if (!tag) return start + 1;
  sink.tag(tag);
  const mode = modes.at(-1);
  const name = tag.name.toLowerCase();
  const single = tag.selfClosing || VOID.has(name);
  if (mode?.code && !single && !tag.closing) modes.push({ code: false, depth: 1 });
  else if (mode && !mode.code && !single && modes.length > 1) {
    mode.depth += tag.closing ? -1 : 1;
    if (mode.depth <= 0) modes.pop();
  }
  if (!RAW.has(name) || tag.closing || tag.selfClosing) return tag.range.end;
  return search(new RegExp(`</${name}`, 'gi'), text, tag.range.end);
}

const TEXT_STOP = /</g;
const BRACED_TEXT_STOP = /[<{]/g;
// In code a `<` after a value compares; a tag can start elsewhere, and after a keyword.
const CODE_STOP =
  /[{}"'`]|\/\/|\/\*|(?:(?<![\w$)\]]\s*)|(?<=\b(?:return|default|yield|await|case)\s*))<(?=[A-Za-z>])/g;

function search(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

/** The offset after the comment or declaration at `at`; -1 for a comment without end, undefined when there is none. */
export function afterDeclaration(text: string, at: number): number | undefined {
  if (text[at + 1] !== '!' && text[at + 1] !== '?') return undefined;
  if (text.startsWith('<!-->', at)) return at + 5;
  const comment = text.startsWith('<!--', at);
  const closer = comment ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : '>';
  const end = text.indexOf(closer, at + 2);
  if (end >= 0) return end + closer.length;
  return comment ? -1 : text.length;
}
