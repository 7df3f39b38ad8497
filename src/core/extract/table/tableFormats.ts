import type { Paragraph, Table as TableNode } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import Papa from 'papaparse';
import { columnMarks, isNumeric } from './checkTable.ts';
import { isNumber, numberOf } from './numbers.ts';
import type { ExtractedTable, MergedCell } from './table.ts';

/** GitHub's tables; a heading of several rows is joined into one, and each title stands above its table. */
export function tablesAsMarkdown(tables: readonly ExtractedTable[]): string {
  return tables
    .map((table) => {
      const title = table.title === undefined ? [] : [paragraph(table.title)];
      return toMarkdown({ type: 'root', children: [...title, tableNode(table)] }, writing).trim();
    })
    .join('\n\n');
}

const writing = { extensions: [gfmToMarkdown({ tablePipeAlign: false })] };

function paragraph(text: string): Paragraph {
  return { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: text }] }] };
}

function tableNode(table: ExtractedTable): TableNode {
  const rows = [headings(table), ...table.rows.slice(table.headerRows)];
  const columns = headings(table).map((_, column) => body(table, column));
  return {
    type: 'table',
    align: columns.map((cells) => (isNumeric(cells) ? 'right' : null)),
    children: rows.map((row) => ({
      type: 'tableRow',
      children: row.map((value) => ({ type: 'tableCell', children: [{ type: 'text', value }] })),
    })),
  };
}

/** The name of each column: the headings above it, those of merged cells included. */
export function headings({ rows, headerRows, merged }: ExtractedTable): readonly string[] {
  const head = rows.slice(0, headerRows);
  return (rows[0] ?? []).map((_, column) => {
    const names = head.map((row, index) => row[coveredBy(merged, index, column)?.column ?? column] ?? '');
    return [...new Set(names.filter((name) => name !== ''))].join(' ');
  });
}

function coveredBy(merged: readonly MergedCell[], row: number, column: number): MergedCell | undefined {
  return merged.find(
    (one) => one.row === row && column >= one.column && column < one.column + one.columnSpan,
  );
}

/**
 * Comma-separated values of RFC 4180, one table after the other with an empty line between. A text that a spreadsheet
 * would run as a formula gets an apostrophe before it; negative numbers stay numbers.
 */
export function tablesAsCsv(tables: readonly ExtractedTable[]): string {
  return separated(tables, ',');
}

export function tablesAsTsv(tables: readonly ExtractedTable[]): string {
  return separated(tables, '\t');
}

function separated(tables: readonly ExtractedTable[], delimiter: ',' | '\t'): string {
  return tables
    .map(({ rows }) => {
      const cells = rows.map((row) => row.map(withoutFormula));
      return `${Papa.unparse(cells, { delimiter, newline: '\r\n', quotes: isCut })}\r\n`;
    })
    .join('\r\n');
}

/** Where a semicolon separates cells, as in German Excel, what follows one would begin a cell, and maybe a formula. */
function isCut(text: unknown): boolean {
  return String(text).includes(';');
}

/** What spreadsheets take for a formula (OWASP CSV Injection, 2026), in full-width form as well. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

function withoutFormula(text: string): string {
  return FORMULA.test(text) && !isNumber(text) && text !== '-' ? `'${text}` : text;
}

/** One table as an array of objects, several as an array of such arrays; numbers where a column holds numbers. */
export function tablesAsJson(tables: readonly ExtractedTable[]): string {
  const records = tables.map(asRecords);
  return `${JSON.stringify(records.length === 1 ? records[0] : records, null, 2)}\n`;
}

function asRecords(table: ExtractedTable): readonly Readonly<Record<string, unknown>>[] {
  const names = distinct(headings(table));
  const marks = names.map((_, column) => {
    const cells = body(table, column);
    return isNumeric(cells) && !cells.some(isCode) ? columnMarks(cells) : undefined;
  });
  return table.rows.slice(table.headerRows).map((row) =>
    Object.fromEntries(
      names.map((name, column) => {
        const text = row[column] ?? '';
        const numbers = marks[column];
        // A unit would be lost in a number.
        const value = numbers && /^[-+−\d.,'’\s]+$/.test(text) ? numberOf(text, numbers) : undefined;
        return [name, value ?? text];
      }),
    ),
  );
}

/** Digits that are no amount: a number would lose the zeros of a postcode, and the last digits of an account. */
function isCode(cell: string): boolean {
  return /^\D*0\d/.test(cell) || cell.replace(/\D/g, '').length > 15;
}

/** Each name once: a second `Price` becomes `Price 2`; a column without one is named by its number. */
function distinct(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((name, index) => {
    const base = name === '' ? `Column ${index + 1}` : name;
    let chosen = base;
    for (let number = 2; seen.has(chosen); number++) chosen = `${base} ${number}`;
    seen.add(chosen);
    return chosen;
  });
}

function body({ rows, headerRows }: ExtractedTable, column: number): readonly string[] {
  return rows.slice(headerRows).map((row) => row[column] ?? '');
}

/** An HTML table, which is the only form that keeps merged cells. */
export function tablesAsHtml(tables: readonly ExtractedTable[]): string {
  return `${tables.map(tableAsHtml).join('\n')}\n`;
}

function tableAsHtml(table: ExtractedTable): string {
  const rows = table.rows.map((row, index) => {
    const cells = row.map((text, column) => htmlCell(table, text, index, column)).join('');
    return `<tr>${cells}</tr>`;
  });
  const caption = table.title === undefined ? [] : [`<caption>${escaped(table.title)}</caption>`];
  const head = headOf(table);
  return [
    '<table>',
    ...caption,
    '<thead>',
    ...rows.slice(0, head),
    '</thead>',
    '<tbody>',
    ...rows.slice(head),
    '</tbody>',
    '</table>',
  ].join('\n');
}

/** Rows of the head: a browser ends a merged cell with the head in which it begins. */
function headOf({ headerRows, merged }: ExtractedTable): number {
  let head = headerRows;
  for (const { row, rowSpan } of merged.toSorted((one, other) => one.row - other.row))
    if (row < head) head = Math.max(head, row + rowSpan);
  return head;
}

function htmlCell({ merged, headerRows }: ExtractedTable, text: string, row: number, column: number): string {
  const over = merged.find(
    (one) =>
      row >= one.row &&
      row < one.row + one.rowSpan &&
      column >= one.column &&
      column < one.column + one.columnSpan,
  );
  if (over && (over.row !== row || over.column !== column)) return '';
  const spans = over
    ? `${over.rowSpan > 1 ? ` rowspan="${over.rowSpan}"` : ''}${over.columnSpan > 1 ? ` colspan="${over.columnSpan}"` : ''}`
    : '';
  const tag = row < headerRows ? 'th' : 'td';
  return `<${tag}${spans}>${escaped(text)}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
