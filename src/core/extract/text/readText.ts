import type { Extracted } from '../extractor.ts';

/** Places that are quoted. */
const mostQuoted = 5;

/** Text in reading order. Places that could not be read are counted and quoted with the words before them. */
export function readText(answer: string): Extracted {
  const places = [...answer.matchAll(/\[unclear\]/gi)].map(({ index }) => index);
  if (places.length === 0) return { markdown: answer, findings: [] };
  const near = places.slice(0, mostQuoted).map((at) => {
    const words =
      answer
        .slice(Math.max(0, at - 40), at)
        .split('\n')
        .at(-1) ?? '';
    return words
      .replace(/[#*|>`_~-]+/g, ' ')
      .trim()
      .split(/\s+/)
      .slice(-4)
      .join(' ');
  });
  return { markdown: answer, findings: [{ what: 'unclearText', amount: places.length, near }] };
}

/**
 * Lines that a page broke for its width, joined to paragraphs. Headings, lists, tables, quotes, code, notes and lines that end
 * with a break of their own stay as they are.
 */
export function joinedParagraphs(markdown: string): string {
  const lines = markdown.split('\n');
  const joined: string[] = [];
  let fence: string | undefined;
  for (const line of lines) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    const inCode = fence !== undefined;
    if (mark !== undefined)
      fence = fence === undefined ? mark : line.trim().startsWith(fence) ? undefined : fence;
    const before = joined.at(-1) ?? '';
    if (inCode || mark !== undefined || !goesOn(before, line)) joined.push(line);
    else joined[joined.length - 1] = join(before, line.trimStart());
  }
  return joined.join('\n');
}

const BLOCK =
  /^(?: {4}|\t)|^\s*:?-+:?\s*\||^\s*(?:\[[^\]]+\]:|#{1,6}\s|[-+*]\s|\d{1,9}[.)]\s|>|\||`{3}|~{3}|\$\$|(?:[-*_]\s*){3,}$|={2,}\s*$|-{2,}\s*$)/;
const WHOLE = /^(?: {4}|\t)|^\s*:?-+:?\s*\||^\s*(?:\[[^\]]+\]:|#{1,6}\s|\||`{3}|~{3}|\$\$|(?:[-*_]\s*){3,}$)/;

function goesOn(before: string, line: string): boolean {
  if (before.trim() === '' || line.trim() === '' || isBlock(before, line) || WHOLE.test(before)) return false;
  // Rows of a table without the bars at its edges.
  if (before.includes(' | ') && line.includes(' | ')) return false;
  return !/(?: {2}|\\)$/.test(before);
}

/** Far from the edge stands code, or what goes on below an item of a list. */
function isBlock(before: string, line: string): boolean {
  return (
    BLOCK.test(line) && !(/^(?: {4}|\t)/.test(line) && ITEM.test(before) && !BLOCK.test(line.trimStart()))
  );
}

const ITEM = /^\s*(?:[-+*]|\d{1,9}[.)])\s/;

/** A word that was broken at the end of the line is one word again; Chinese and Japanese have no space between. */
function join(before: string, line: string): string {
  if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、]$/u.test(before)) return before + line;
  return `${before} ${line}`;
}
