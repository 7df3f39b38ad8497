import { classify } from './kind.ts';
import type { Block, Draft, Page } from './page.ts';
import type { ImageReference } from './types.ts';

/** Characters of context kept on either side: some paragraphs, and no more tokens than a small image. */
const REACH = 1200;

/** Completes drafts by what only the whole document tells: line, headings, text around, kind. */
export function complete(text: string, page: Page): ImageReference[] {
  const references = [...page.references].sort((a, b) => a.range.start - b.range.start);
  const headings: Block[] = [];
  let next = 0;
  let line = 0;
  let counted = 0;
  return references.map((draft) => {
    for (; next < page.blocks.length; next += 1) {
      const block = page.blocks[next];
      if (!block || block.start > draft.range.start) break;
      if (block.level > 0 && block.end <= draft.range.start) enter(headings, block);
      else if (block.level > 0) break;
    }
    line += newlines(text, counted, draft.range.start);
    counted = draft.range.start;
    return {
      ...draft,
      kind: classify(draft.source),
      headings: headings.map((heading) => heading.text),
      context: contextOf(text, page.blocks, next, draft),
      ...(page.language === undefined ? {} : { language: page.language }),
      line,
    };
  });
}

function enter(headings: Block[], heading: Block): void {
  while ((headings.at(-1)?.level ?? 0) >= heading.level) headings.pop();
  headings.push(heading);
}

/** Line breaks in a stretch of text: `\n`, `\r\n` and a lone `\r` count once each. */
function newlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

/** `next` is the first block that starts after the reference. */
function contextOf(text: string, blocks: readonly Block[], next: number, draft: Draft) {
  const before: string[] = [];
  const after: string[] = [];
  let first = next;
  const own = blocks[next - 1];
  if (own && own.end >= draft.range.end) {
    first -= 1;
    before.push(text.slice(own.start, draft.range.start));
    after.push(text.slice(draft.range.end, own.end));
  }
  for (let index = first - 1; index >= 0 && reaches(before); index -= 1) {
    const block = blocks[index];
    if (!block || block.level > 0) break;
    before.unshift(block.text);
  }
  for (let index = next; reaches(after); index += 1) {
    const block = blocks[index];
    if (!block || block.level > 0) break;
    after.push(block.text);
  }
  return { before: joined(before).slice(-REACH), after: joined(after).slice(0, REACH) };
}

function reaches(parts: readonly string[]): boolean {
  return parts.length < 4 && parts.reduce((sum, part) => sum + part.length, 0) < REACH;
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
