import type { Table as TableNode } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString as textOf } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';
import { firstCodeBlock } from '../codeBlock.ts';
import { type ReadTables, readTables } from './tableAnswer.ts';

/** Characters of an answer that are parsed. */
const longest = 500_000;

/** The tables of a Markdown answer, as servers without structured output give them; surplus cells are kept. */
export function tablesInMarkdown(answer: string): ReadTables | undefined {
  if (answer.length > longest || !answer.includes('|')) return undefined;
  const block = firstCodeBlock(answer);
  const text = block && /^(?:|markdown|md|text)$/.test(block.language) ? block.code : answer;
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const tables: unknown[] = [];
  visit(tree, 'table', ({ children }: TableNode) => {
    const rows = children.map((row) => row.children.map((cell) => textOf(cell).replace(/<br\s*\/?>/gi, ' ')));
    tables.push({ headerRows: 1, rows, merged: [], estimated: false });
  });
  return tables.length === 0 ? undefined : readTables([{ tables }]);
}
