import { parse } from 'jsonc-parser';
import type { Extracted } from '../extractor.ts';
import { checkTable } from './checkTable.ts';
import { tablesInMarkdown } from './markdownTables.ts';
import { type ReadTables, readTables } from './tableAnswer.ts';
import { tablesAsMarkdown } from './tableFormats.ts';

/** The rows of an answer that still arrives, as Markdown. */
export function previewTable(answer: string): string {
  // A parser that forgives an end in the middle reads what is there.
  const read = readTables(JSON.stringify(parse(answer.slice(answer.indexOf('{')), []) ?? null));
  return read ? tablesAsMarkdown(read.tables) : '';
}

/** The tables of an answer, checked. Undefined when it holds none. */
export function checkedTables(answer: string): ReadTables | undefined {
  const read = readTables(answer) ?? tablesInMarkdown(answer);
  if (!read) return undefined;
  const checked = read.tables.map((table, index) => checkTable(table, index + 1));
  return {
    ...read,
    tables: checked.map(({ table }) => table),
    findings: [...read.findings, ...checked.flatMap(({ findings }) => findings)],
  };
}

/** Tables and the data of charts, as rectangles. */
export function readTable(answer: string): Extracted {
  const checked = checkedTables(answer);
  if (!checked)
    return {
      markdown: answer.trim(),
      findings: [{ what: 'notRead', as: 'table' }],
      complaint: 'There is no table in your answer that follows the schema.',
    };
  const { tables, findings, complaint } = checked;
  return { markdown: tablesAsMarkdown(tables), findings, ...(complaint !== undefined && { complaint }) };
}
