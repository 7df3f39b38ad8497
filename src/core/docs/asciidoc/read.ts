import { type Draft, emptyPage, oneLine, type Page } from '../page.ts';
import type { Escape } from '../types.ts';
import { readAttributes } from './attributes.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';

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
  const folder = /^:imagesdir:[ \t]+([^\s{}]+)/m.exec(text)?.[1];
  if (folder !== undefined) page.folders = [folder];
  return page;
}

const HEADING = /^(={1,6}|#{1,6})[ \t]+(\S[^\r\n]*)/;

/** A code span or passthrough, or a macro: whichever begins first. */
const CODE_OR_MACRO =
  /(?<![\w`])`(?:[^`\s]|[^`\s][^`]*[^`\s])`(?![\w`])|``[^`]+``|\+\+\+[^+]+\+\+\+|\+\+[^+]+\+\+|pass:[\w,]*\[[^\]]*\]|(?<![\w\\:])image:(:?)([^:\s[\]](?:[^\r\n[\]]*[^\s[\]])?)\[/g;

function imagesIn(text: string, { start, end, title }: Paragraph): Draft[] {
  const found: Draft[] = [];
  const content = text.slice(start, end);
  if (!content.includes('image:')) return found;
  CODE_OR_MACRO.lastIndex = 0;
  for (let macro = CODE_OR_MACRO.exec(content); macro; macro = CODE_OR_MACRO.exec(content)) {
    const [all, second, target] = macro;
    if (target === undefined) continue;
    const block = second === ':';
    const list = start + macro.index + all.length;
    if (block && !startsBlock(text, start + macro.index)) continue;
    const close = closeOf(text, list, end, block);
    if (close === undefined && !block) break;
    if (close === undefined) continue;
    found.push(draftOf(text, { start: start + macro.index, target, list, close, block, title }));
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

/** On a line of its own, or in a table cell. */
function startsBlock(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  return before === '' || /(?:\n|^\ufeff|\|[ \t]*)$/.test(before);
}

interface Macro {
  readonly start: number;
  readonly target: string;
  readonly list: number;
  readonly close: number;
  readonly block: boolean;
  readonly title: string | undefined;
}

/** Bold, code and their like are made before inline macros are read, so their marks must not stand in the list. */
const INLINE: readonly Escape[] = ['references'];

function draftOf(text: string, { start, target, list, close, block, title }: Macro): Draft {
  const { alt, named } = readAttributes(text, list, close, block ? [] : INLINE);
  const link = named.get('link');
  const written = named.get('title')?.text;
  const place = { start: list - 1 - target.length, end: list - 1 };
  return {
    range: { start, end: close + 1 },
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
  return oneLine(title.replace(/(?<!\w)([*_`]{1,2})(\S(?:.*?\S)?)\1(?!\w)/g, '$2'));
}
