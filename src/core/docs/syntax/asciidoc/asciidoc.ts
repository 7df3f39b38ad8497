import type { Range } from '../../imageReference.ts';
import { Closers } from '../../text/delimiters.ts';
import { type Draft, emptyPage, oneLine, type Page } from '../../text/pageReader.ts';
import { readAttributes, type Setting } from './attributes.ts';
import { type FolderChange, imagesdirChanges } from './imagesdir.ts';
import { holdsBlocks, type Paragraph, paragraphsOf } from './paragraphs.ts';

/** AsciiDoc's `image::target[…]` and `image:target[…]`; the macros of verbatim blocks and code spans are none. */
export function readAsciidoc(text: string): Page {
  const page = emptyPage();
  for (const paragraph of paragraphsOf(text)) {
    const heading = HEADING.exec(text.slice(paragraph.start, paragraph.end));
    const content = heading?.[2] ?? text.slice(paragraph.start, paragraph.end);
    const level = heading?.[1]?.length ?? 0;
    page.blocks.push({ level, start: paragraph.start, end: paragraph.end, text: content });
    page.references.push(...imagesIn(text, paragraph));
  }
  page.language = /^:lang:[ \t]+([\w-]+)/m.exec(text)?.[1];
  placeInFolders(page.references, imagesdirChanges(text));
  return page;
}

/** Each image is in the folders of the last change before it. */
function placeInFolders(references: readonly Draft[], changes: readonly FolderChange[]): void {
  let next = 0;
  for (const reference of references) {
    while ((changes[next]?.start ?? Number.POSITIVE_INFINITY) < reference.range.start) next += 1;
    const folders = changes[next - 1]?.folders;
    if (folders) reference.folders = folders;
  }
}

const HEADING = /^(={1,6}|#{1,6})[ \t]+(\S[^\r\n]*)/;

const CURVED_QUOTE = /(?<![^\s([{])["']`(?=\S)|(?<=\S)`["'](?!\w)/;
const CODE = /(?<![\w`])`(?:[^`\s]|[^`\s][^`]*[^`\s])`(?![\w`])|``[^`]+``/;
const PASSED =
  /\+\+\+[^+]+\+\+\+|\+\+[^+]+\+\+|(?<![\w+])\+(?:[^+\s]|[^+\s][^+]*[^+\s])\+(?![\w+])|\$\$[^$]+\$\$/;
const PASSING = /(?<pass>\b(?:pass|stem|latexmath|asciimath):[\w,]*\[)/;
const MACRO = /(?<![\\:])image:(?<block>:?)(?<target>[^:\s[\]](?:[^\r\n[\]]*[^\s[\]])?)\[/;
/** Code, a passthrough or a macro: whichever begins first. */
const CODE_OR_MACRO = new RegExp(
  [CURVED_QUOTE, CODE, PASSED, PASSING, MACRO].map(({ source }) => source).join('|'),
  'g',
);

function imagesIn(text: string, paragraph: Paragraph): Draft[] {
  const { start, end, title, cell } = paragraph;
  const found: Draft[] = [];
  const content = text.slice(start, end);
  const closers = new Closers(content);
  if (!content.includes('image:')) return found;
  CODE_OR_MACRO.lastIndex = 0;
  for (let macro = CODE_OR_MACRO.exec(content); macro; macro = CODE_OR_MACRO.exec(content)) {
    const { pass, target, block: second } = macro.groups ?? {};
    if (pass !== undefined)
      CODE_OR_MACRO.lastIndex = closers.after(']', CODE_OR_MACRO.lastIndex) ?? CODE_OR_MACRO.lastIndex;
    if (target === undefined) continue;
    const at = start + macro.index;
    const block = second === ':';
    const list = at + macro[0].length;
    if (block && !startsBlock(text, at, paragraph)) continue;
    const close = closeOf(text, list, end, block);
    if (close === undefined && !block) break;
    if (close === undefined) continue;
    const place = { start: list, end: close };
    found.push(draftOf(text, { start: at, target, list: place, block, inTable: cell !== undefined, title }));
    CODE_OR_MACRO.lastIndex = close + 1 - start;
  }
  return found;
}

/** A block macro's list goes on to the last bracket of its line, an inline one's to the first that is not escaped. */
function closeOf(text: string, list: number, end: number, block: boolean): number | undefined {
  if (block) {
    const found = /^[^\r\n]*\](?=[ \t]*(?:\r?\n|\||$))/.exec(text.slice(list, end));
    return found ? list + found[0].length - 1 : undefined;
  }
  for (let at = list; at < end; at += 1) if (text[at] === ']' && text[at - 1] !== '\\') return at;
  return undefined;
}

/** At the start of a paragraph, or of a cell that holds more than text. */
function startsBlock(text: string, at: number, { start, cell }: Paragraph): boolean {
  if (at === start) return cell === undefined || cell.blocks;
  const style = cell && /(?<![A-Za-z])([a-z]?)\|[ \t]*$/.exec(text.slice(Math.max(start, at - 40), at));
  return Boolean(style && holdsBlocks(style[1], cell));
}

interface Macro extends Setting {
  readonly start: number;
  readonly target: string;
  readonly list: Range;
  readonly title: string | undefined;
}

function draftOf(text: string, macro: Macro): Draft {
  const { start, target, list, block, title } = macro;
  const { alt, named } = readAttributes(text, list, macro);
  const link = named.get('link');
  const written = named.get('title')?.text;
  const place = { start: list.start - 1 - target.length, end: list.start - 1 };
  return {
    range: { start, end: list.end + 1 },
    syntax: 'asciidoc',
    source: { text: target, range: place, computed: /\{[\w-]+\}/.test(target) },
    alt,
    decorative: named.get('role')?.text === 'presentation',
    title: written,
    caption: block ? (title === undefined ? written : plain(title)) : undefined,
    link: link && { href: link.text, range: link.range },
  };
}

/** Bold, italic and monospaced words without their marks. */
function plain(title: string): string {
  return oneLine(title.replace(/(?<!\w)([*_`]{1,2})(\S(?:.{0,300}?\S)?)\1(?!\w)/g, '$2'));
}
