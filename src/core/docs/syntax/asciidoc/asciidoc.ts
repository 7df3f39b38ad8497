import type { Range } from '../../imageReference.ts';
import { type Draft, emptyPage, oneLine, type Page } from '../../text/pageReader.ts';
import { Elements } from '../markup/elements.ts';
import { scanMarkup } from '../markup/scan.ts';
import { TagParser } from '../markup/tagParser.ts';
import { readAttributes, type Setting } from './attributes.ts';
import { DocumentAttributes } from './documentAttributes.ts';
import { type FolderChange, imagesdirChanges } from './imagesdir.ts';
import { type ImageMacro, macrosIn } from './macros.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';

/** AsciiDoc's `image::target[…]` and `image:target[…]`; the macros of verbatim blocks and code spans are none. */
export function readAsciidoc(text: string): Page {
  const page = emptyPage();
  const attributes = new DocumentAttributes();
  const elements = new Elements(page, new Map());
  const used = new Set([...text.matchAll(/\{(\w[\w-]*)\}/g)].map(([, name]) => name));
  const { paragraphs, comments } = paragraphsOf(text);
  page.comments.push(...comments);
  for (const paragraph of paragraphs) {
    const content = text.slice(paragraph.start, paragraph.end);
    const entry = paragraph.raw ? undefined : attributes.read(content);
    // Covers and backgrounds, `:front-cover-image: image:…`, have no alt text in any output.
    if (entry !== undefined && CONVERTER_IMAGE.test(entry) && !used.has(entry)) continue;
    if (!paragraph.raw) page.blocks.push(blockOf(paragraph, content));
    const finds = paragraph.raw ? [{ raw: paragraph }] : macrosIn(text, paragraph);
    for (const find of finds) {
      if ('raw' in find) readHtml(text, find.raw, paragraph.raw, elements);
      else page.references.push(draftOf(text, find, paragraph, attributes));
    }
  }
  elements.finish();
  page.language = /^:lang:[ \t]+([\w-]+)/m.exec(text)?.[1];
  placeInFolders(page.references, imagesdirChanges(text));
  return page;
}

const CONVERTER_IMAGE = /-image(?:-recto|-verso)?$/;

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

function blockOf({ start, end }: Paragraph, content: string): Page['blocks'][number] {
  const heading = HEADING.exec(content);
  return { level: heading?.[1]?.length ?? 0, start, end, text: heading?.[2] ?? content };
}

/** `isBlock` where the text is not yet a part of a paragraph. */
function readHtml(text: string, { start, end }: Range, isBlock: boolean, elements: Elements): void {
  const content = text.slice(start, end);
  elements.read({ text: content, syntax: 'html', escapes: ['pass'] }, [{ from: 0, to: start }], isBlock);
  scanMarkup(new TagParser(content, {}), { start: 0, end: content.length }, 'plain', elements);
  elements.flush();
}

function draftOf(
  text: string,
  macro: ImageMacro,
  paragraph: Paragraph,
  attributes: DocumentAttributes,
): Draft {
  const { start, target, list, block } = macro;
  const setting: Setting = { block, inTable: paragraph.cell !== undefined };
  const { alt, named } = readAttributes(text, list, setting);
  const link = named.get('link');
  const written = named.get('title')?.text;
  const place = { start: list.start - 1 - target.length, end: list.start - 1 };
  const source = attributes.resolve(target);
  const { title } = paragraph;
  return {
    range: { start, end: list.end + 1 },
    syntax: 'asciidoc',
    source: { text: source, range: place, computed: /\{[\w-]+\}/.test(source) },
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
