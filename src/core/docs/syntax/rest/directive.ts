import type { AltSlot, Range } from '../../imageReference.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';
import { columns, type TextLine } from './restLines.ts';

const IMAGE = /^\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?(image|figure)[ \t]?::(?:[ \t]+(\S.*))?$/i;
const OPTION = /^[ \t]*:([\w-]+):(?:[ \t]+(\S.*))?$/;

export function isImage(line: TextLine): boolean {
  return IMAGE.test(contentOf(line));
}

/** Without the white space and markers around it. */
function contentOf({ text, marker }: TextLine): string {
  return text.slice(marker.length, trimmedEnd(text, text.length));
}

interface Option {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
  /** Without the white space before it, empty when the value is. */
  readonly place: Range;
}

/** The `image` or `figure` directive on a line, and the line after its options. */
export function readDirective(
  text: string,
  lines: readonly TextLine[],
  index: number,
): { readonly draft: Draft; readonly next: number } | undefined {
  const line = lines[index];
  const found = line && IMAGE.exec(contentOf(line));
  if (!line || !found) return undefined;
  const base = line.opens ? bodyIndent(lines, index) : columns(line.marker);
  const argument = readArgument(text, lines, index, found[2] ?? '', base);
  const options = readOptions(text, lines, argument.next, base);
  const target = options.list.find(({ name }) => name === 'target');
  const start = line.start + line.marker.length;
  const draft: Draft = {
    range: { start, end: trimmedEnd(text, options.end ?? argument.end) },
    syntax: 'rest',
    source: {
      text: pathOf(text.slice(argument.start, argument.end)),
      range: argument,
      computed: false,
    },
    alt: altOf(text, line, argument.end, options),
    decorative: false,
    caption: found[1]?.toLowerCase() === 'figure' ? captionAt(text, lines, options.next, base) : undefined,
    link: target && { href: target.value, range: target.range },
  };
  return { draft, next: options.next };
}

/** The least indentation of the lines below a field or footnote, which docutils takes away from them. */
function bodyIndent(lines: readonly TextLine[], index: number): number {
  const own = lines[index]?.indent ?? 0;
  let least = Number.POSITIVE_INFINITY;
  for (let next = index + 1; ; next += 1) {
    const line = lines[next];
    if (!line || (!line.blank && line.indent <= own)) return least;
    if (!line.blank) least = Math.min(least, line.indent);
  }
}

/** Lines and spaces of a path are put together; a space that belongs to it has a backslash. */
function pathOf(raw: string): string {
  return raw.replace(/\\(\s)|\s+/g, '$1');
}

/** The path, which may go on in (or only begin on) the next lines. */
function readArgument(text: string, lines: readonly TextLine[], index: number, path: string, base: number) {
  const line = lines[index];
  const lineEnd = line ? trimmedEnd(text, line.end) : 0;
  let next = index + 1;
  let [start, end] = [lineEnd - path.length, lineEnd];
  for (let more = lines[next]; more && belongs(more, base) && !optionIn(more); more = lines[next]) {
    if (path === '' && next === index + 1)
      start = more.start + more.text.length - more.text.trimStart().length;
    end = trimmedEnd(text, more.end);
    next += 1;
  }
  return { start, end, next };
}

function optionIn({ text }: TextLine): RegExpExecArray | null {
  return OPTION.exec(text.slice(0, trimmedEnd(text, text.length)));
}

function belongs(line: TextLine, base: number): boolean {
  return !line.blank && line.indent > base;
}

interface Options {
  readonly list: readonly Option[];
  readonly next: number;
  /** Offset after the last of them. */
  readonly end: number | undefined;
  /** White space before the first of them. */
  readonly indent: string | undefined;
}

function readOptions(text: string, lines: readonly TextLine[], first: number, base: number): Options {
  const list: Option[] = [];
  let next = first;
  let indent: string | undefined;
  for (let line = lines[next]; line && belongs(line, base); line = lines[next]) {
    const found = optionIn(line);
    if (!found) break;
    indent ??= /^[ \t]*/.exec(line.text)?.[0];
    const own = line.indent;
    let end = trimmedEnd(text, line.end);
    next += 1;
    const start = end - (found[2] ?? '').length;
    for (let more = lines[next]; more && belongs(more, own); more = lines[next]) {
      end = trimmedEnd(text, more.end);
      next += 1;
    }
    list.push({
      name: found[1]?.toLowerCase() ?? '',
      value: oneLine(text.slice(start, end)),
      range: { start: line.start, end },
      place: { start, end },
    });
  }
  return { list, next, end: list.at(-1)?.range.end, indent };
}

function altOf(text: string, line: TextLine, argumentEnd: number, options: Options): AltSlot {
  const alt = options.list.find(({ name }) => name === 'alt');
  if (alt) {
    // Options are raw text: docutils reads no markup and no escapes in them.
    const before = text[alt.place.start - 1] === ':' ? ' ' : '';
    const form = { escapes: [], before, after: '' };
    return { state: alt.value === '' ? 'empty' : 'text', range: alt.place, text: alt.value, form };
  }
  const newline =
    text.startsWith('\r\n', line.end) || (line.end === text.length && text.includes('\r\n')) ? '\r\n' : '\n';
  const indent = options.indent ?? `${line.marker.replace(/\S/g, ' ')}   `;
  const form = { escapes: [], before: `${newline}${indent}:alt: `, after: '' };
  const absent = {
    state: 'absent',
    range: { start: argumentEnd, end: argumentEnd },
    text: '',
    form,
  } as const;
  // Alone below a field or footnote, an option would not be indented.
  return line.opens ? { ...absent, readOnly: true } : absent;
}

/** A figure's caption is the first paragraph of its body, unless that is an empty comment. */
function captionAt(text: string, lines: readonly TextLine[], next: number, base: number): string | undefined {
  let first = next;
  while (lines[first]?.blank) first += 1;
  let last = first;
  for (let line = lines[last]; line && belongs(line, base); line = lines[last]) last += 1;
  const [from, to] = [lines[first], lines[last - 1]];
  if (!from || !to || last === first) return undefined;
  const caption = oneLine(text.slice(from.start, to.end));
  return caption.startsWith('..') ? undefined : plain(caption);
}

/** Emphasis, literals, roles and links reduced to the words they mark. */
function plain(text: string): string {
  return text
    .replace(/(?::[\w.:-]{1,50}:)?(?<!`)`+([^`<]*)(?:<[^`>]*>)?`+_{0,2}/g, (_, words: string) =>
      words.trimEnd(),
    )
    .replace(/(?<!\w)(\*{1,2})(\S(?:.{0,300}?\S)?)\1(?!\w)/g, '$2');
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at -= 1;
  return at;
}
