import { parse } from 'jsonc-parser';
import type { Extracted } from '../extractor.ts';
import { jsonValuesIn } from '../jsonIn.ts';
import { checkTable } from './checkTable.ts';
import { tablesInMarkdown } from './markdownTables.ts';
import type { ExtractedTable, TableFinding } from './table.ts';
import { type ReadTables, readTables } from './tableAnswer.ts';
import { tablesAsMarkdown } from './tableFormats.ts';

/** The rows of an answer that still arrives, as Markdown. */
export function previewTable(answer: string): string {
  return tablesAsMarkdown(tablesOf(answer)?.tables ?? []);
}

/** Findings about single cells that are told: a table in which nothing can be read has as many as cells. */
const mostCells = 100;

/** The tables of an answer, checked. Undefined when it holds none. */
export function checkedTables(answer: string): ReadTables | undefined {
  const read = tablesOf(answer);
  if (!read) return undefined;
  const checked = read.tables.map((table, index) => checkTable(table, index + 1));
  const ofCells = checked.flatMap(({ table, findings }, index) => [
    ...estimated(table, index + 1),
    ...findings,
  ]);
  const more = ofCells.length - mostCells;
  return {
    ...read,
    tables: checked.map(({ table }) => table),
    findings: [
      ...read.findings,
      ...ofCells.slice(0, mostCells),
      ...(more > 0 ? [{ what: 'moreCells', amount: more } as const] : []),
    ],
  };
}

function estimated(table: ExtractedTable, number: number): readonly TableFinding[] {
  return table.estimated ? [{ what: 'estimated', table: number }] : [];
}

/** All that can be read of an answer, JSON that is broken or without its end included. */
function tablesOf(answer: string): ReadTables | undefined {
  const { values, broken } = jsonValuesIn(answer);
  const whole = values.map(({ value }) => value);
  const part: unknown = broken && parse(broken.text, []);
  if (!broken || !readTables([part])) return readTables(whole) ?? tablesInMarkdown(answer);
  const read = readTables([...whole, part]);
  if (!read) return undefined;
  return {
    ...read,
    findings: [{ what: broken.cutOff ? 'incomplete' : 'brokenJson' }, ...read.findings],
    complaint: broken.cutOff ? 'Your JSON is not complete.' : 'Your JSON cannot be parsed.',
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
