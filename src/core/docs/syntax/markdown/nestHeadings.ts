import createParser, { type Token } from 'markdown-it';

const markdown = createParser();
const deepest = 6;

/**
 * Markdown as part of another document: its headings are all below `level`, and a code block that was never closed
 * ends with it. Everything else stays as it is.
 */
export function nest(text: string, level: number): string {
  const closed = text + missingFence(text);
  const headings = blocksOf(closed).filter(({ type }) => type === 'heading_open');
  const shift = level + 1 - headings.reduce((least, heading) => Math.min(least, levelOf(heading)), level + 1);
  if (shift === 0) return closed;
  const lines = closed.split('\n');
  for (const heading of headings) lower(lines, heading, Math.min(deepest, levelOf(heading) + shift));
  return lines.filter((line) => line !== undefined).join('\n');
}

/** What is written after an open code block becomes code; a heading then does not come out as one. */
function missingFence(text: string): string {
  const last = blocksOf(`${text}\n\n# End`).at(-1);
  return last?.type === 'fence' ? `\n${last.markup}` : '';
}

function blocksOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, {}, tokens);
  return tokens;
}

function levelOf({ tag }: Token): number {
  return Number(tag.slice(1));
}

/** Underlines know two levels only, so a heading with one becomes one with hashes. */
function lower(lines: (string | undefined)[], { markup, map }: Token, level: number): void {
  const [first, after] = map ?? [0, 0];
  const hashes = '#'.repeat(level);
  // Nothing that can stand before a heading holds a `#`.
  if (markup.startsWith('#')) lines[first] = lines[first]?.replace(/#+/, hashes);
  else {
    const [start = '', ...rest] = lines.slice(first, after - 1).map((line) => line ?? '');
    const [, marks = '', words = ''] = /^([\s>]*(?:(?:[-+*]|\d+[.)])\s+)*)(.*)$/.exec(start) ?? [];
    lines[first] = [`${marks}${hashes} ${words}`, ...rest.map((line) => line.replace(/^[\s>]+/, ''))].join(
      ' ',
    );
    lines.fill(undefined, first + 1, after);
  }
}
