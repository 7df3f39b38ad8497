import { parse } from 'jsonc-parser';
import type { Extracted } from '../extractor.ts';
import { checkTable } from './checkTable.ts';
import { tablesInMarkdown } from './markdownTables.ts';
import type { ExtractedTable, TableFinding } from './table.ts';
import { type ReadTables, readTables } from './tableAnswer.ts';
import { tablesAsMarkdown } from './tableFormats.ts';

/** The rows of an answer that still arrives, as Markdown. */
export function previewTable(answer: string): string {
  return tablesAsMarkdown(beginningOf(answer)?.tables ?? []);
}

/** The tables of an answer, checked. Undefined when it holds none. */
export function checkedTables(answer: string): ReadTables | undefined {
  const read = readTables(answer) ?? tablesInMarkdown(answer) ?? cutOff(answer);
  if (!read) return undefined;
  const checked = read.tables.map((table, index) => checkTable(table, index + 1));
  return {
    ...read,
    tables: checked.map(({ table }) => table),
    findings: [
      ...read.findings,
      ...checked.flatMap(({ table, findings }, index) => [...estimated(table, index + 1), ...findings]),
    ],
  };
}

function estimated(table: ExtractedTable, number: number): readonly TableFinding[] {
  return table.estimated ? [{ what: 'estimated', table: number }] : [];
}

function cutOff(answer: string): ReadTables | undefined {
  const read = beginningOf(answer);
  return read && { ...read, findings: [{ what: 'incomplete' }], complaint: 'Your JSON is not complete.' };
}

/** What can be read of JSON without its end. */
function beginningOf(answer: string): ReadTables | undefined {
  const start = answer.indexOf('{');
  return start < 0 ? undefined : readTables(JSON.stringify(parse(answer.slice(start), []) ?? null));
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
