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
  // Expressions and the elements in them, innermost last: `depth` counts open elements, or open braces.
  const modes = [{ code: false, depth: 0 }];
  let at = start;
  while (at < text.length) {
    const mode = modes[modes.length - 1] ?? { code: false, depth: 0 };
    const next = mode.code ? nextInCode(text, at) : nextInText(text, at, braces);
    if (!mode.code && next > at) sink.text(at, next);
    if (next >= text.length) break;
    const char = text[next];
    const quiet = mode.code ? afterQuiet(text, next) : undefined;
    if (quiet !== undefined) {
      at = quiet < 0 ? next + 1 : quiet;
    } else if (char === '{' && (mode.code || braces !== 'skipped')) {
      if (mode.code) mode.depth += 1;
      else modes.push({ code: true, depth: 1 });
      at = next + 1;
    } else if (char === '{') {
      const end = afterBraces(text, next);
      at = end < 0 ? next + 1 : end;
    } else if (char === '}') {
      mode.depth -= 1;
      if (mode.depth === 0) modes.pop();
      at = next + 1;
    } else {
      const comment = mode.code ? undefined : afterDeclaration(text, next);
      if (comment === -1) return next;
      at = comment ?? readElement(text, next, dialect, modes, sink);
    }
  }
  return -1;
}

type Modes = { code: boolean; depth: number }[];

/** Reports the tag at `start` and keeps `modes`; the offset to go on at. */
function readElement(text: string, start: number, dialect: Dialect, modes: Modes, sink: MarkupSink): number {
  const tag = readTag(text, start, dialect);
  if (!tag) return start + 1;
  sink.tag(tag);
  const inCode = modes[modes.length - 1]?.code === true;
  const name = tag.name.toLowerCase();
  const single = tag.selfClosing || VOID.has(name);
  if (inCode && !single && !tag.closing) modes.push({ code: false, depth: 1 });
  else if (!inCode && !single && modes.length > 1) closeOrOpen(modes, tag.closing);
  if (!RAW.has(name) || tag.closing || tag.selfClosing) return tag.range.end;
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = tag.range.end;
  return end.exec(text)?.index ?? text.length;
}

function closeOrOpen(modes: Modes, closing: boolean): void {
  const mode = modes[modes.length - 1];
  if (!mode) return;
  mode.depth += closing ? -1 : 1;
  if (mode.depth <= 0) modes.pop();
}

const TEXT_STOP = /</g;
const BRACED_TEXT_STOP = /[<{]/g;
// In code a `<` after a value compares; a tag can start elsewhere, and after a keyword.
const CODE_STOP =
  /[{}"'`]|\/\/|\/\*|(?:(?<![\w$)\]]\s*)|(?<=\b(?:return|default|yield|await|case)\s*))<(?=[A-Za-z>])/g;

function nextInText(text: string, at: number, braces: Braces): number {
  return search(braces === 'plain' ? TEXT_STOP : BRACED_TEXT_STOP, text, at);
}

function nextInCode(text: string, at: number): number {
  return search(CODE_STOP, text, at);
}

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
