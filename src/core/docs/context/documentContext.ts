import type { ImageReference, Range } from '../imageReference.ts';
import { positionsIn } from '../text/lines.ts';
import type { Block, Draft, Page } from '../text/pageReader.ts';
import { auditComments } from './auditComments.ts';
import { classify } from './imageKind.ts';

/** Characters of context kept on either side: some paragraphs, and no more tokens than a small image. */
const REACH = 1200;

/** Completes drafts by what only the whole document tells: line, headings, text around, kind. */
export function complete(text: string, page: Page): ImageReference[] {
  const { blocks, language, folders = [], readable = (raw: string) => raw } = page;
  const references = page.references.sort((a, b) => a.range.start - b.range.start);
  let headings: readonly Block[] = [];
  let titles: readonly string[] = [];
  let next = 0;
  const positionOf = positionsIn(text);
  const comments = page.comments.sort((a, b) => a.start - b.start);
  const said = auditComments(text, comments, references, readable);
  return references.map((draft, index) => {
    for (; next < blocks.length; next += 1) {
      const block = blocks[next];
      if (!block || block.start > draft.range.start || (block.level > 0 && block.end > draft.range.start))
        break;
      if (block.level === 0) continue;
      headings = [...headings.filter(({ level }) => level < block.level), block];
      titles = headings.map((heading) => heading.text);
    }
    const { line } = positionOf(draft.range.start);
    return new LocatedReference(
      draft,
      {
        ...{ line, headings: titles, language, folders: draft.folders ?? folders },
        auditComment: said[index],
      },
      { text, page, next },
    );
  });
}

type Known = Pick<ImageReference, 'line' | 'headings' | 'language' | 'folders' | 'auditComment'>;

/** The text around is only put together when it is asked for: most references of a document are never written to. */
class LocatedReference implements ImageReference {
  readonly range;
  readonly syntax;
  readonly kind;
  readonly source;
  readonly alt;
  readonly title;
  readonly caption;
  readonly link;
  readonly onlyName;
  readonly decorative;
  readonly auditComment;
  readonly line;
  readonly headings;
  readonly language;
  readonly folders;
  readonly #surroundings: Surroundings;
  #context: ImageReference['context'] | undefined;

  constructor(draft: Draft, known: Known, surroundings: Surroundings) {
    this.range = draft.range;
    this.syntax = draft.syntax;
    this.kind = classify(draft.source);
    this.source = draft.source;
    this.alt = draft.alt;
    this.title = draft.title;
    this.caption = draft.caption;
    this.link = draft.link;
    this.onlyName = draft.onlyName ?? draft.link !== undefined;
    this.auditComment = known.auditComment;
    this.decorative = draft.decorative || (known.auditComment?.decorative ?? false);
    this.line = known.line;
    this.headings = known.headings;
    this.language = known.language;
    this.folders = draft.folders ?? known.folders;
    this.#surroundings = surroundings;
  }

  get context(): ImageReference['context'] {
    this.#context ??= contextOf(this.#surroundings, this.range);
    return this.#context;
  }
}

interface Surroundings {
  readonly text: string;
  readonly page: Page;
  /** The first block that starts after the reference. */
  readonly next: number;
}

function contextOf({ text, page, next }: Surroundings, range: Range): ImageReference['context'] {
  const { blocks, readable = (raw: string) => raw } = page;
  const before: string[] = [];
  const after: string[] = [];
  let first = next;
  const own = blocks[next - 1];
  if (own && own.end >= range.end) {
    first -= 1;
    // A block may be as long as the document; what markup takes away of it is less than the rest.
    before.push(readable(text.slice(Math.max(own.start, range.start - 4 * REACH), range.start)));
    after.push(readable(text.slice(range.end, Math.min(own.end, range.end + 4 * REACH))));
  }
  for (let index = first - 1; index >= 0 && reaches(before); index -= 1) {
    const block = blocks[index];
    if (!block || block.level > 0) break;
    before.unshift(block.text.slice(-REACH));
  }
  for (let index = next; reaches(after); index += 1) {
    const block = blocks[index];
    if (!block || block.level > 0) break;
    after.push(block.text.slice(0, REACH));
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
