import { classify } from './kind.ts';
import type { Block, Draft, Page } from './page.ts';
import type { ImageReference, Range } from './types.ts';

/** Characters of context kept on either side: some paragraphs, and no more tokens than a small image. */
const REACH = 1200;

/** Completes drafts by what only the whole document tells: line, headings, text around, kind. */
export function complete(text: string, page: Page): ImageReference[] {
  const { blocks, language, folders = [] } = page;
  const references = page.references.sort((a, b) => a.range.start - b.range.start);
  let headings: readonly Block[] = [];
  let titles: readonly string[] = [];
  let next = 0;
  let line = 0;
  let counted = 0;
  return references.map((draft) => {
    for (; next < blocks.length; next += 1) {
      const block = blocks[next];
      if (!block || block.start > draft.range.start || (block.level > 0 && block.end > draft.range.start))
        break;
      if (block.level === 0) continue;
      headings = [...headings.filter(({ level }) => level < block.level), block];
      titles = headings.map((heading) => heading.text);
    }
    line += newlines(text, counted, draft.range.start);
    counted = draft.range.start;
    return withSurroundings(draft, { line, headings: titles, language, folders }, { text, page, next });
  });
}

/** The text around is only put together when it is asked for: most references of a document are never written to. */
function withSurroundings(
  draft: Draft,
  known: Pick<ImageReference, 'line' | 'headings' | 'language' | 'folders'>,
  place: Place,
): ImageReference {
  let context: ImageReference['context'] | undefined;
  const { range, syntax, source, alt, decorative } = draft;
  return {
    range,
    syntax,
    kind: classify(source),
    source,
    alt,
    title: draft.title,
    caption: draft.caption,
    link: draft.link,
    decorative,
    ...known,
    get context() {
      context ??= contextOf(place, range);
      return context;
    },
  };
}

interface Place {
  readonly text: string;
  readonly page: Page;
  /** The first block that starts after the reference. */
  readonly next: number;
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

function contextOf({ text, page, next }: Place, range: Range): ImageReference['context'] {
  const { blocks, readable = (raw: string) => raw } = page;
  const before: string[] = [];
  const after: string[] = [];
  let first = next;
  const own = blocks[next - 1];
  if (own && own.end >= range.end) {
    first -= 1;
    before.push(readable(text.slice(own.start, range.start)));
    after.push(readable(text.slice(range.end, own.end)));
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
