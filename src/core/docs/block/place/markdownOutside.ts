import createParser, { type Token } from 'markdown-it';
import type { Range } from '../../imageReference.ts';

/** What ends or changes its meaning when a block is put into it. */
const undivided = new Set(['table_open', 'fence', 'code_block', 'heading_open']);

const parser = createParser({ html: true });

/**
 * The place of a block that is to stand at `range` of a Markdown document: behind the table, the code, the heading or the
 * front matter that the range is in, else the range itself.
 */
export function markdownOutside(text: string, range: Range): Range {
  const around = frontMatter(text) ?? { start: 0, end: 0 };
  const within = [around, ...undividedBlocks(text)].find((block) => isWithin(range, block));
  return within ? { start: within.end, end: within.end } : range;
}

/** A block may well stand before another one, behind it, or in its place. */
function isWithin(range: Range, { start, end }: Range): boolean {
  return range.start > start && range.end < end;
}

/** From the first character of each to the end of its last line. */
function undividedBlocks(text: string): readonly Range[] {
  const tokens: Token[] = [];
  // Line breaks of any kind count as one each.
  parser.block.parse(text.replace(/\r\n|\r/g, '\n'), parser, {}, tokens);
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
  return tokens.flatMap(({ type, map }) => {
    if (!map || !undivided.has(type)) return [];
    const from = starts[map[0]] ?? 0;
    const block = text.slice(from, starts[map[1]] ?? text.length);
    return { start: from + block.search(/\S|$/), end: from + block.trimEnd().length };
  });
}

function frontMatter(text: string): Range | undefined {
  const found = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1(?=[ \t]*(?:\r?\n|$))/.exec(text)?.[0];
  return found === undefined ? undefined : { start: -1, end: found.length };
}
