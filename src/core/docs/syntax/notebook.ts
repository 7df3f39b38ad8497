import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { percentDecoded } from '../files/paths.ts';
import type { AltSlot, ImageReference } from '../imageReference.ts';
import { mapDraft, mapRange, type OffsetSegment } from '../text/offsets.ts';
import { type Draft, emptyPage, type Page } from '../text/pageReader.ts';
import { readMarkdown } from './markdown/markdown.ts';

/**
 * The Markdown cells of a Jupyter notebook; offsets are those of the JSON file. Images in outputs are results, not
 * references; what an `attachment:` source names is told by {@link attachmentOf}.
 */
export function readNotebook(text: string): Page {
  const page = emptyPage();
  page.readable = readableJson;
  for (const cell of cellsOf(text)) {
    if (member(cell, 'cell_type')?.value !== 'markdown') continue;
    const { content, map } = sourceOf(text, member(cell, 'source'));
    const found = readMarkdown(content);
    for (const draft of found.references) page.references.push(inJson(mapDraft(draft, map)));
    for (const block of found.blocks) page.blocks.push({ ...block, ...mapRange(block, map) });
    for (const comment of found.comments) page.comments.push({ ...comment, ...mapRange(comment, map) });
    page.language ??= found.language;
  }
  return page;
}

/** The image in the notebook that an `attachment:` reference shows; undefined when there is none of that name. */
export function attachmentOf(
  text: string,
  { range, source }: ImageReference,
): { readonly mediaType: string; readonly base64: string } | undefined {
  const name = percentDecoded(source.text.replace(/^attachment:/, ''));
  const cell = cellsOf(text).find(
    ({ offset, length }) => offset <= range.start && range.start < offset + length,
  );
  const [bundle] = member(member(cell, 'attachments'), name)?.children ?? [];
  const [mediaType, data] = bundle?.children ?? [];
  const base64: unknown =
    data?.type === 'array' ? data.children?.map((line) => line.value).join('') : data?.value;
  if (typeof mediaType?.value !== 'string' || typeof base64 !== 'string') return undefined;
  return { mediaType: mediaType.value, base64: base64.replace(/\s/g, '') };
}

/** None where the JSON is broken: no program opens it, and its offsets could not be trusted. */
function cellsOf(text: string): readonly Node[] {
  const errors: ParseError[] = [];
  try {
    // jsonc-parser takes a byte order mark for an error; a space keeps the offsets.
    const tree = parseTree(text.replace(/^\ufeff/, ' '), errors, { disallowComments: true });
    return (errors.length === 0 && member(tree, 'cells')?.children) || [];
  } catch (error) {
    // It goes as deep as the brackets do, and thousands of them are no notebook.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function member(node: Node | undefined, name: string): Node | undefined {
  return node?.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** A cell's text, which is one string or a list of them, and where its characters stand. */
function sourceOf(text: string, node: Node | undefined): { content: string; map: OffsetSegment[] } {
  const strings = node?.type === 'string' ? [node] : (node?.children ?? []);
  const map: OffsetSegment[] = [];
  let content = '';
  for (const string of strings) {
    if (typeof string.value !== 'string') continue;
    for (const segment of segmentsOf(text, string, content.length)) map.push(segment);
    content += string.value;
  }
  return { content, map: map.length > 0 ? map : [{ from: 0, to: node?.offset ?? 0 }] };
}

const JSON_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/g;

function segmentsOf(text: string, { offset, length }: Node, from: number): OffsetSegment[] {
  const start = offset + 1;
  const segments: OffsetSegment[] = [{ from, to: start }];
  let saved = 0;
  for (const { 0: written, index } of text.slice(start, offset + length - 1).matchAll(JSON_ESCAPE)) {
    const at = from + index - saved;
    saved += written.length - 1;
    segments.push(
      { from: at, to: start + index, width: written.length },
      { from: at + 1, to: start + index + written.length },
    );
  }
  return segments;
}

function inJson(draft: Draft): Draft {
  const { escapes, before, after } = draft.alt.form;
  const form: AltSlot['form'] = {
    escapes: [...escapes, 'json'],
    before: jsonText(before),
    after: jsonText(after),
  };
  return { ...draft, alt: { ...draft.alt, form } };
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** A stretch of a cell as JSON has it, across the strings of its lines. */
function readableJson(raw: string): string {
  return raw
    .replace(/(?<!\\)",\s*"/g, '')
    .replace(JSON_ESCAPE, (written) => String(JSON.parse(`"${written}"`)));
}
